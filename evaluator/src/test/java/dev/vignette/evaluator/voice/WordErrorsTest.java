package dev.vignette.evaluator.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.Language;
import org.junit.jupiter.api.Test;

class WordErrorsTest {
    @Test
    void caseAndPunctuationDoNotCount() {
        assertThat(WordErrors.of("Hello, I am Ada!", "hello i am ada", Language.ENGLISH))
                .isEqualTo(new WordErrors(0, 0, 0, 4));
        assertThat(WordErrors.of("¿Qué quieres?", "qué quieres", Language.SPANISH)
                        .rate())
                .isZero();
    }

    @Test
    void eachKindOfErrorIsCounted() {
        WordErrors errors = WordErrors.of("one two three four", "one too four and five", Language.ENGLISH);

        assertThat(errors.words()).isEqualTo(4);
        assertThat(errors.substitutions() + errors.deletions() + errors.insertions())
                .isEqualTo(4);
        assertThat(errors.rate()).isCloseTo(1, within(1e-9));
        assertThat(WordErrors.of("a b c", "", Language.ENGLISH)).isEqualTo(new WordErrors(0, 3, 0, 3));
        assertThat(WordErrors.of("", "a", Language.ENGLISH).rate()).isEqualTo(1);
    }

    @Test
    void chineseIsComparedByCharacters() {
        WordErrors errors = WordErrors.of("今天天气很好。", "今天 天汽很好", Language.CHINESE);

        assertThat(errors).isEqualTo(new WordErrors(1, 0, 0, 6));
        assertThat(errors.plus(new WordErrors(0, 0, 2, 4)).rate()).isCloseTo(0.3, within(1e-9));
    }
}
