package dev.vignette.bot.slack;

import dev.vignette.bot.chat.FakeServer.Fault;
import dev.vignette.bot.chat.LogOfRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A whole run with everything at debug: neither token nor the socket's ticket appears in the log. */
class SlackSecretsTest {
    @Test
    void noTokenIsLogged() {
        try (var log = new LogOfRun()) {
            try (SlackRig rig = new SlackRig(Duration.ofSeconds(10)).open()) {
                FakeSlack slack = rig.slack;
                slack.fail(new Fault("POST /api/chat.postMessage", Fault.Kind.CUT_BEFORE, 0, null));
                slack.failWith(502, "POST /upload/.*");
                slack.fail(new Fault("POST /upload/.*", Fault.Kind.CUT_BEFORE, 0, null));
                rig.people.acknowledged(rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "Hello?"));
                for (int i = 0; i < 4; i++) {
                    rig.node.runAll();
                    rig.node.pass(Duration.ofSeconds(10));
                }
                slack.sockets.refresh();
                slack.await("connected again", () -> slack.sockets.connections() == 1);
            }
            log.assertFreeOf(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, "link?ticket=");
        }
    }
}
