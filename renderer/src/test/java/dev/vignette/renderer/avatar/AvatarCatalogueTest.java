package dev.vignette.renderer.avatar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.vignette.media.Language;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AvatarCatalogueTest {
    private static final String CARD = """
            id: kim
            name: Kim
            persona: Kim is brief.
            languages: [en, es]
            version: "3"
            licence: Apache-2.0
            accent: "#a0B1c2"
            voice:
              median_f0_hz: 150
              f0_deviation: 0.2
              syllables_per_second: 5
            rig:
              beard: none
            """;

    @Test
    void theBuiltInAvatarsComeInTheOrderOfTheirIndex() {
        assertThat(AvatarCatalogue.builtIn().all())
                .extracting(card -> card.id().value(), AvatarCard::name)
                .containsExactly(tuple("ada", "Ada"), tuple("mateo", "Mateo"), tuple("lin", "Lin"));
    }

    @Test
    void eachSpeaksAllThreeLanguagesAndHasAPortrait() throws IOException {
        for (AvatarCard card : AvatarCatalogue.builtIn().all()) {
            assertThat(card.languages())
                    .containsExactlyInAnyOrder(Language.ENGLISH, Language.SPANISH, Language.CHINESE);
            assertThat(ImageIO.read(new ByteArrayInputStream(card.portrait())).getWidth())
                    .isEqualTo(512);
        }
    }

    @Test
    void whoIsNotThereIsEmpty() {
        assertThat(AvatarCatalogue.builtIn().find(new AvatarId("nobody"))).isEmpty();
        assertThat(AvatarCatalogue.builtIn().find(new AvatarId("lin")))
                .map(AvatarCard::name)
                .contains("Lin");
    }

    @Test
    void aCardSaysWhoSomebodyIs() {
        AvatarCard card = AvatarCards.read("kim.yml", CARD, new byte[0]);
        assertThat(card.avatar().version()).isEqualTo("3");
        assertThat(card.avatar().timbre().medianF0()).isEqualTo(150);
        assertThat(card.avatar().look())
                .isInstanceOfSatisfying(
                        Look.Drawing.class, drawing -> assertThat(drawing.rig()).containsEntry("beard", "none"));
        assertThat(card.accent()).isEqualTo("#A0B1C2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: kim          | id: Kim!          | kim.yml: "id" must be a name of a-z, 0-9 and dashes, at most 32 long, not "Kim!".
            name: Kim        | name: 7           | kim.yml: "name" must be a text, not "7".
            name: Kim        | nick: Kim         | kim.yml: "name" must be a text, and is missing.
            [en, es]         | [en, english]     | kim.yml: "languages" must be a list of language codes such as [en, es], not "english".
            [en, es]         | []                | kim.yml: "languages" must be a list of texts, not "[]".
            version: "3"     | version: 3        | kim.yml: "version" must be a text, not "3".
            median_f0_hz: 150 | median_f0_hz: 15 | kim.yml: "voice.median_f0_hz" must be a number from 50 to 500, not "15".
            f0_deviation: 0.2 | f0: 0.2          | kim.yml: "voice.f0_deviation" must be a number from 0.02 to 0.6, and is missing.
            licence:         | pet: cat\\nlicence: | kim.yml: nothing is called "pet"; remove it or check the spelling.
            """)
    void aWrongFieldIsNamed(String right, String wrong, String message) {
        String card = CARD.replace(right, wrong.replace("\\n", "\n"));
        assertThat(card).isNotEqualTo(CARD);
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", card, new byte[0]))
                .isInstanceOf(CardException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsNotYamlIsRefused() {
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", "id: [", new byte[0]))
                .isInstanceOf(CardException.class)
                .hasMessageStartingWith("kim.yml: is not YAML that can be read");
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", "id: kim\nid: kim", new byte[0]))
                .isInstanceOf(CardException.class);
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", "!!java.io.File [x]", new byte[0]))
                .isInstanceOf(CardException.class);
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", "- a\n- b", new byte[0]))
                .isInstanceOf(CardException.class);
    }
}
