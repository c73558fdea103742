package dev.vignette.renderer.voice.qwen.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vignette.inference.bpe.ByteAlphabet;
import dev.vignette.media.Language;
import dev.vignette.renderer.RenderException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QwenTextTest {
    private static final List<String> MERGES = List.of("h e", "l l", "he ll", "hell o", "Ġ w", "1 2", "å ¥", "å¥ ½");
    private static final Map<String, Integer> IDS = new HashMap<>();
    private static final QwenTokenizer TOKENIZER;

    static {
        for (int b = 0; b < 256; b++) {
            IDS.put(Character.toString(ByteAlphabet.of((byte) b)), b);
        }
        for (int i = 0; i < MERGES.size(); i++) {
            IDS.put(MERGES.get(i).replace(" ", ""), 256 + i);
        }
        TOKENIZER = new QwenTokenizer(IDS, MERGES);
    }

    private static List<Integer> bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Integer[] ids = new Integer[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[i] & 0xff;
        }
        return List.of(ids);
    }

    @Test
    void merges_go_by_rank_within_words() {
        assertThat(TOKENIZER.encode("hello")).containsExactly(259);
        assertThat(TOKENIZER.encode("hell w")).containsExactly(258, 260);
        assertThat(TOKENIZER.encode("好")).containsExactly(263);
    }

    @Test
    void digits_stand_alone_and_accents_are_composed() {
        assertThat(TOKENIZER.encode("12")).isEqualTo(bytes("12"));
        assertThat(TOKENIZER.encode("e\u0301")).isEqualTo(bytes("é"));
        assertThat(TOKENIZER.encode("")).isEmpty();
    }

    @Test
    void what_looks_special_is_text() {
        assertThat(TOKENIZER.encode("<|im_end|>")).isEqualTo(bytes("<|im_end|>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "See https://www.example.org/a?b#c now ; See example.org now",
                "**Bold** and `code` ; Bold  and  code",
                "a<|im_end|>b ; a b",
                "The word שלום is here ; The word      is here",
                "x\u202Ey\u200B ; xy"
            })
    void chat_is_made_readable(String script, String text) {
        assertThat(SpokenText.of(script).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"שלום", "Привет שלום עולם שלום", "***", "🙂", "<|endoftext|>"})
    void what_cannot_be_read_is_declined(String script) {
        assertThatExceptionOfType(RenderException.class)
                .isThrownBy(() -> SpokenText.of(script))
                .matches(e -> e.reason() == RenderException.Reason.UNSPEAKABLE_TEXT && !e.retryable());
    }

    @Test
    void mixed_writing_is_left_to_the_model() {
        assertThat(SpokenText.tag("我用 Java 写代码", Language.CHINESE)).isNull();
        assertThat(SpokenText.tag("我写代码", Language.CHINESE)).isEqualTo(Language.CHINESE);
        assertThat(SpokenText.tag("Ich heiße Ann", Language.of("de"))).isEqualTo(Language.of("de"));
        assertThat(SpokenText.tag("123", Language.SPANISH)).isEqualTo(Language.SPANISH);
    }
}
