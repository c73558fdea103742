package dev.vignette.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.doctor.Finding;
import dev.vignette.bot.doctor.Finding.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What {@code vignette doctor --slack} says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlackCheckTest {
    private final FakeSlack slack = new FakeSlack();

    @BeforeEach
    void grantEverything() {
        slack.scopes = FakeSlack.ALL_SCOPES;
    }

    @AfterAll
    void close() {
        slack.close();
    }

    private List<Finding> findings(String bot, String app, String channel) {
        return new SlackCheck(
                        Map.of(
                                "VIGNETTE_SLACK_BOT_TOKEN", bot,
                                "VIGNETTE_SLACK_APP_TOKEN", app,
                                "VIGNETTE_SLACK_API", slack.api().toString())::get,
                        channel)
                .findings();
    }

    @Test
    void aGoodAppIsGoodAndGetsTheClip() {
        assertThat(findings(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, FakeWorkspace.GENERAL))
                .extracting(Finding::verdict)
                .containsOnly(Verdict.GOOD)
                .hasSize(4);
        assertThat(slack.workspace.answers(FakeWorkspace.GENERAL).getFirst().file())
                .isNotEmpty();
    }

    @Test
    void eachThingThatIsWrongIsSaidWithWhatToDo() {
        assertThat(findings("", "", ""))
                .singleElement()
                .satisfies(it -> assertThat(it.verdict()).isEqualTo(Verdict.BAD));
        assertThat(findings("xoxb-wrong", FakeSlack.APP_TOKEN, ""))
                .singleElement()
                .satisfies(it -> assertThat(it.detail()).contains("invalid_auth"));
        assertThat(findings(FakeSlack.BOT_TOKEN, "xapp-wrong", "").getLast().advice())
                .contains("connections:write");
        assertThat(findings(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, FakeWorkspace.PRIVATE)
                        .getLast()
                        .advice())
                .contains("Invite the bot");
        slack.scopes = "chat:write,commands";
        assertThat(findings(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, ""))
                .filteredOn(it -> it.subject().equals("Slack scopes"))
                .singleElement()
                .satisfies(it -> assertThat(it.detail()).contains("files:write"));
    }
}
