package dev.vignette.conversation.speakable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpeakableTextTest {
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("golden")
    void spoken(String language, String written, String spoken) {
        assertThat(SpeakableText.of(written, Language.of(language)).text()).isEqualTo(spoken);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("golden")
    void speakableTextStaysAsItIs(String language, String written, String spoken) {
        assertThat(SpeakableText.of(spoken, Language.of(language)).text()).isEqualTo(spoken);
    }

    static Stream<Arguments> golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(SpeakableTextTest.class.getResourceAsStream("spoken.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("# "))
                            .map(line -> line.split("\t", -1))
                            .map(c -> Arguments.of(c[0], c[1].replace("\\n", "\n"), c[2]))
                            .toList()
                            .stream();
        }
    }
}
