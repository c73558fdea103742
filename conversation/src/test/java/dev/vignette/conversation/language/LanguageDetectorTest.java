package dev.vignette.conversation.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LanguageDetectorTest {
    private static final LanguageDetector DETECTOR = new LanguageDetector();

    @ParameterizedTest(name = "{1} is {0}")
    @MethodSource
    void detected(String expected, String text) {
        Optional<Language> language = expected.equals("-") ? Optional.empty() : Optional.of(Language.of(expected));
        assertThat(DETECTOR.detect(text)).isEqualTo(language);
    }

    static Stream<Arguments> detected() throws IOException {
        try (InputStream in = Objects.requireNonNull(LanguageDetectorTest.class.getResourceAsStream("detected.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("\t", 2))
                            .map(columns -> Arguments.of(columns[0], columns[1]))
                            .toList()
                            .stream();
        }
    }

    @Test
    void severalThreadsShareOneLoad() throws Exception {
        LanguageDetector detector = new LanguageDetector();
        assertThat(detector.preload()).isNotNull();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<Optional<Language>> detection = () -> detector.detect("Stunning photograph, wonderful lighting!");
            List<Future<Optional<Language>>> results = threads.invokeAll(Collections.nCopies(64, detection));
            for (Future<Optional<Language>> result : results) {
                assertThat(result.get()).contains(Language.ENGLISH);
            }
        }
        assertThat(detector.preload()).isCompleted();
    }

    @Test
    void aVeryLongTextIsJudgedByItsBeginning() {
        assertThat(DETECTOR.detect("We talked about it for hours. ".repeat(100_000)))
                .contains(Language.ENGLISH);
    }
}
