package dev.vignette.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.doctor.Finding;
import dev.vignette.bot.doctor.Finding.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What {@code vignette doctor --discord} says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordCheckTest {
    private final FakeDiscord discord = new FakeDiscord();

    @AfterAll
    void close() {
        discord.close();
    }

    private List<Finding> findings(String token, String channel, String content) {
        return new DiscordCheck(
                        Map.of(
                                "VIGNETTE_DISCORD_TOKEN", token,
                                "VIGNETTE_DISCORD_REST", discord.rest().toString(),
                                "VIGNETTE_DISCORD_MESSAGE_CONTENT", content)::get,
                        channel)
                .findings();
    }

    @Test
    void aGoodAccountIsGoodAndGetsTheClip() {
        assertThat(findings(FakeDiscord.TOKEN, Long.toString(Json.GENERAL), "false"))
                .extracting(Finding::verdict)
                .containsOnly(Verdict.GOOD)
                .hasSize(5);
        assertThat(discord.channels
                        .answers(Json.GENERAL)
                        .getFirst()
                        .getArray("attachments")
                        .length())
                .isEqualTo(1);
    }

    @Test
    void eachThingThatIsWrongIsSaidWithWhatToDo() {
        assertThat(findings("", "", "false"))
                .singleElement()
                .satisfies(it -> assertThat(it.verdict()).isEqualTo(Verdict.BAD));
        assertThat(findings("wrong", "", "false"))
                .singleElement()
                .satisfies(it -> assertThat(it.advice()).contains("Reset Token"));
        assertThat(findings(FakeDiscord.TOKEN, "", "true"))
                .filteredOn(it -> it.subject().equals("Discord intents"))
                .singleElement()
                .satisfies(it -> assertThat(it.verdict()).isEqualTo(Verdict.NOTE));
        discord.channels.closed.add(Json.SILENT);
        assertThat(findings(FakeDiscord.TOKEN, Long.toString(Json.SILENT), "false")
                        .getLast()
                        .advice())
                .contains("Attach Files");
    }
}
