package dev.vignette.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LanguageTest {
    @Test
    void readsTagsOfAnyShape() {
        assertThat(Language.of("en-US")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("zh_Hant_TW")).isEqualTo(Language.CHINESE);
        assertThat(Language.of(" CMN ")).isEqualTo(Language.CHINESE);
        assertThat(Language.of("ES")).isEqualTo(Language.SPANISH);
    }

    @Test
    void refusesWhatIsNoCode() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Language("EN"));
        assertThatIllegalArgumentException().isThrownBy(() -> Language.of("../etc"));
    }

    @Test
    void findsNothingInWhatIsNoTag() {
        assertThat(Language.find("es-MX")).contains(Language.SPANISH);
        assertThat(Language.find(null)).isEmpty();
        assertThat(Language.find("")).isEmpty();
        assertThat(Language.find("??")).isEmpty();
    }
}
