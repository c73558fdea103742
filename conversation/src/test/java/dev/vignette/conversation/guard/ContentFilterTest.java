package dev.vignette.conversation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContentFilterTest {
    private static final ContentFilter FILTER = ContentFilter.bundled();

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void checked(String concern, String text) {
        assertThat(FILTER.check(text))
                .isEqualTo(concern.equals("-") ? Optional.empty() : Optional.of(Concern.valueOf(concern)));
    }

    static Stream<Arguments> checked() throws IOException {
        try (InputStream in = Objects.requireNonNull(ContentFilterTest.class.getResourceAsStream("checked.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> Arguments.of((Object[]) line.split("\t", 2)))
                            .toList()
                            .stream();
        }
    }

    @Test
    void everyConcernHasItsAnswerInEveryLanguage() {
        for (Concern concern : Concern.values()) {
            List<String> answers = Stream.of(Language.ENGLISH, Language.SPANISH, Language.CHINESE)
                    .map(language -> Refusals.of(concern, language))
                    .toList();
            assertThat(answers).doesNotHaveDuplicates().allSatisfy(answer -> {
                assertThat(answer).isNotBlank();
                assertThat(FILTER.check(answer)).isEmpty();
            });
            assertThat(Refusals.of(concern, Language.of("fr"))).isEqualTo(answers.getFirst());
        }
        assertThat(Concern.CRISIS.isRefused()).isFalse();
    }
}
