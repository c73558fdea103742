package dev.vignette.renderer.voice.espeak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.Language;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptRunsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            zh | 我喜欢 Java 编程。      | zh:我喜欢 /en:Java /zh:编程。
            zh | 用Java 25年             | zh:用/en:Java /zh:25年
            zh | 我有 3 个 iPhone15      | zh:我有 3 个 /en:iPhone15
            zh | Java，好。              | en:Java，/zh:好。
            zh | 2026年                  | zh:2026年
            en | Say 你好, twice 2 times | en:Say /zh:你好, /en:twice 2 times
            es | Él dice 谢谢.           | es:Él dice /zh:谢谢.
            en | 42                      | en:42
            """)
    void cutsWhereTheScriptChanges(String main, String text, String runs) {
        assertThat(ScriptRuns.of(text, Language.of(main)).stream()
                        .map(run -> run.language() + ":" + run.text())
                        .collect(Collectors.joining("/")))
                .isEqualTo(runs);
    }

    @Test
    void theRunsTogetherAreTheText() {
        String text = "A1中2 b3，4中文5 .. 6é";
        assertThat(ScriptRuns.of(text, Language.CHINESE).stream()
                        .map(ScriptRuns.Run::text)
                        .collect(Collectors.joining()))
                .isEqualTo(text);
    }
}
