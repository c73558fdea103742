package dev.vignette.renderer.avatar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.vignette.media.Language;
import dev.vignette.renderer.MovingPictures;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.direction.Emotion;
import dev.vignette.renderer.direction.Gaze;
import dev.vignette.renderer.direction.HeadAngles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Function;
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

    private static final Function<String, byte[]> NO_FILES = name -> {
        throw new CardException("There is no " + name);
    };

    @Test
    void aCardSaysHowSomebodyUsuallyIs() {
        String card = CARD + """
                direction:
                  emotions: [happy, surprise]
                  gaze: { across: 0.25 }
                  head_gain: { roll: 0 }
                  blinks: false
                """;
        assertThat(AvatarCards.read("kim.yml", card, new byte[0], NO_FILES)
                        .avatar()
                        .direction())
                .isEqualTo(Direction.PLAIN
                        .in(Emotion.HAPPY, Emotion.SURPRISE)
                        .looking(new Gaze(0.25, 0))
                        .headGain(new HeadAngles(1, 1, 0))
                        .blinking(false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            emotions: [bored]         | kim.yml: "direction.emotions" must be a list of emotions such as [happy, surprise], not "bored".
            gaze: { across: 2 }       | kim.yml: "direction.gaze.across" must be a number from -1 to 1, not "2".
            head_turn: { yaw: 90 }    | kim.yml: "direction.head_turn.yaw" must be a number from -45 to 45, not "90".
            head_gain: { tilt: 1 }    | kim.yml: nothing is called "direction.head_gain.tilt"; remove it or check the spelling.
            blinks: often             | kim.yml: "direction.blinks" must be true or false, not "often".
            mood: happy               | kim.yml: nothing is called "direction.mood"; remove it or check the spelling.
            """)
    void aWrongDirectionIsNamed(String line, String message) {
        String card = CARD + "direction: { " + line + " }\n";
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", card, new byte[0], NO_FILES))
                .isInstanceOf(CardException.class)
                .hasMessage(message);
    }

    @Test
    void aCardMayNameAFilmBesideIt() throws IOException {
        byte[] film = MovingPictures.of(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), 2);
        AvatarCard card = AvatarCards.read("kim.yml", CARD + "footage: kim.mp4\n", new byte[0], name -> film);
        assertThat(card.avatar().look()).isInstanceOfSatisfying(Look.Footage.class, footage -> {
            assertThat(footage.film()).isEqualTo(film);
            assertThat(footage.hash()).matches("[0-9a-f]{64}");
            assertThat(footage.otherwise()).isInstanceOf(Look.Drawing.class);
        });
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", CARD + "footage: ../kim.mp4\n", new byte[0], name -> film))
                .hasMessageContaining("the name of an MP4, MOV or WebM file beside the card");
        assertThatThrownBy(() ->
                        AvatarCards.read("kim.yml", CARD + "footage: kim.mp4\n", new byte[0], name -> new byte[9]))
                .hasMessageContaining("\"footage\"")
                .hasMessageContaining("not a film I can read");
    }

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
        AvatarCard card = AvatarCards.read("kim.yml", CARD, new byte[0], NO_FILES);
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
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", card, new byte[0], NO_FILES))
                .isInstanceOf(CardException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsNotYamlIsRefused() {
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", "id: [", new byte[0], NO_FILES))
                .isInstanceOf(CardException.class)
                .hasMessageStartingWith("kim.yml: is not YAML that can be read");
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", "id: kim\nid: kim", new byte[0], NO_FILES))
                .isInstanceOf(CardException.class);
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", "!!java.io.File [x]", new byte[0], NO_FILES))
                .isInstanceOf(CardException.class);
        assertThatThrownBy(() -> AvatarCards.read("kim.yml", "- a\n- b", new byte[0], NO_FILES))
                .isInstanceOf(CardException.class);
    }
}
