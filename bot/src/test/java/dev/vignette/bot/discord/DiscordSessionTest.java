package dev.vignette.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.Test;

/** Broken connections, lost sessions, restarts: nothing that was said is lost, nothing is answered twice. */
class DiscordSessionTest {
    private static final String BOT = "<@" + FakeDiscord.APPLICATION + "> ";

    @Test
    void aBrokenConnectionIsResumedAndNothingIsLost() {
        try (BotRig rig = new BotRig().open()) {
            FakeDiscord discord = rig.discord;
            DataObject before = rig.people.say(Json.GENERAL, Json.ANN, BOT + "before");
            rig.answer(1);
            discord.gateway.drop();
            rig.people.say(Json.GENERAL, Json.ANN, BOT + "meanwhile");
            discord.await("resumed", () -> discord.gateway.resumed.size() == 1);
            rig.answer(2);
            discord.gateway.askToReconnect();
            discord.await("resumed", () -> discord.gateway.resumed.size() == 2);
            rig.people.hear(before);
            rig.people.say(Json.GENERAL, Json.ANN, BOT + "after");
            rig.answer(3);
            assertThat(rig.turns()).isEqualTo(3);
            assertThat(discord.gateway.identified).hasSize(1);
        }
    }

    @Test
    void whatWasSaidWithoutASessionIsFetched() {
        try (BotRig rig = new BotRig().open()) {
            FakeDiscord discord = rig.discord;
            rig.people.say(Json.GENERAL, Json.ANN, BOT + "before");
            rig.answer(1);
            rig.pass(Duration.ofSeconds(5));
            // Known to the channel only: the event is lost with the session.
            discord.channels.add(rig.people.written(Json.GENERAL, Json.BOB, "chatter"));
            discord.channels.add(rig.people.written(Json.GENERAL, Json.ANN, BOT + "lost"));
            discord.gateway.invalidate();
            discord.await("a new session", () -> discord.gateway.identified.size() == 2);
            rig.answer(2);
            assertThat(rig.turns()).isEqualTo(2);
            assertThat(discord.channels.answers(Json.GENERAL).stream().map(each -> each.getString("content")))
                    .anyMatch("Re: lost"::equals);
        }
    }

    @Test
    void afterARestartRecentMessagesAreFetchedAndWhatIsDueIsDeliveredOnce() {
        BotRig first = new BotRig().open();
        FakeDiscord discord = first.discord;
        first.people.say(Json.ANNS_DM, Json.ANN, "before");
        first.answer(1);
        var use = first.people.command(Json.ANN, "ask", "A film?");
        discord.await("acknowledged", () -> use.acknowledged);
        first.node.chat();
        first.node.render();
        first.kill();

        discord.pass(Duration.ofMinutes(3));
        discord.channels.add(first.people.written(Json.ANNS_DM, Json.ANN, "while you were away"));
        try (BotRig second = new BotRig(discord, BotRig.left(), false)) {
            second.node.clock.set(discord.now());
            second.open();
            second.answer(3);
            assertThat(discord.channels.answers(Json.ANNS_DM).stream().map(each -> each.getString("content")))
                    .anyMatch("Re: while you were away"::equals);
            DataObject answer = discord.channels.get(Json.GENERAL, use.original);
            assertThat(answer.getArray("attachments").length())
                    .as("the film, once, in its place")
                    .isEqualTo(1);
        }
    }

    @Test
    void whatIsTooOldIsLeftAlone() {
        BotRig first = new BotRig().open();
        FakeDiscord discord = first.discord;
        first.people.say(Json.ANNS_DM, Json.ANN, "before");
        first.answer(1);
        first.kill();
        discord.channels.add(first.people.written(Json.ANNS_DM, Json.ANN, "an hour ago"));
        discord.pass(Duration.ofHours(1));
        try (BotRig second = new BotRig(discord, BotRig.left(), false)) {
            second.node.clock.set(discord.now());
            second.open();
            second.people.say(Json.ANNS_DM, Json.ANN, "now");
            second.answer(2);
            assertThat(second.turns()).isEqualTo(2);
        }
    }

    @Test
    void anIntentThatIsNotGrantedIsDoneWithout() {
        BotRig first = new BotRig();
        first.kill();
        try (BotRig rig = new BotRig(first.discord, BotRig.left(), true).open()) {
            assertThat(rig.parts.connection().readsEverything()).isFalse();
            rig.people.say(Json.ANNS_DM, Json.ANN, "still here?");
            rig.answer(1);
        }
    }

    @Test
    void heartbeatsCarryTheLastSequenceNumber() {
        BotRig first = new BotRig();
        first.kill();
        first.discord.gateway.heartbeatMillis = 50;
        try (BotRig rig = new BotRig(first.discord, BotRig.left(), false).open()) {
            rig.discord.await(
                    "a heartbeat that has seen both events",
                    () -> rig.discord.gateway.heartbeats.stream().anyMatch(seen -> seen >= 2));
        }
    }
}
