package dev.vignette.bot.manners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.TurnId;
import org.junit.jupiter.api.Test;

/** Voices apart from faces: whose may be chosen by whom, and that the choice reaches the turn. */
class VoiceCommandTest extends DeskFixture {
    private String speaker(Verdict verdict) {
        TurnId turn = ((Verdict.Accepted) verdict).turn();
        return String.valueOf(node.turns.turn(turn).orElseThrow().speaker());
    }

    @Test
    void aPersonChoosesAVoiceAndGoesBack() {
        assertThat(speaker(receive(direct("bob"), "Hi", false))).isEqualTo("null");
        CommandAnswer asked = run(direct("bob"), "voice", "");
        assertThat(asked.choices())
                .extracting(Choice::label)
                .containsExactly("Ada", "Lin", "The face's own", "A voice I have brought …");

        assertThat(run(direct("bob"), "voice", "LIN").text()).contains("Lin");
        assertThat(speaker(receive(direct("bob"), "Hi again", false))).isEqualTo("lin");
        assertThat(run(direct("bob"), "about", "").text()).contains("voice of Lin");

        run(direct("bob"), "voice", "default");
        assertThat(speaker(receive(direct("bob"), "And again", false))).isEqualTo("null");
        assertThat(run(direct("bob"), "about", "").text()).doesNotContain("voice of Lin");
    }

    @Test
    void aVoiceThatSomebodyBroughtIsLentByThemAlone() {
        assertThat(run(direct("ann"), "voice", "").choices())
                .extracting(Choice::label)
                .contains("Ann's");
        run(direct("ann"), "voice", "anns");
        assertThat(speaker(receive(direct("ann"), "Hi", false))).isEqualTo("anns");

        assertThat(run(direct("bob"), "voice", "").choices())
                .extracting(Choice::label)
                .doesNotContain("Ann's");
        assertThat(run(direct("bob"), "voice", "anns").text()).startsWith("There is no such voice");
        assertThat(speaker(receive(direct("bob"), "Hi", false))).isEqualTo("null");
    }

    @Test
    void aChatIsLentBuiltInVoicesByThoseWhoRunItAndAPersonsChoiceGoesFirst() {
        assertThat(run(member("bob", false), "chatvoice", "lin").text()).contains("Only those who run this chat");
        run(member("boss", true), "chatvoice", "lin");
        assertThat(speaker(receive(member("bob", false), "Hi", true))).isEqualTo("lin");
        run(member("bob", false), "voice", "ada");
        assertThat(speaker(receive(member("bob", false), "Hi again", true))).isEqualTo("ada");
        assertThat(run(member("ann", true), "chatvoice", "anns").text()).startsWith("There is no such voice");
    }
}
