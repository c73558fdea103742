package dev.vignette.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.turn.Heard;
import java.time.Duration;
import java.util.List;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whole turns while Discord limits, breaks, or sends something else than sound, and while the database is away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordFaultTest {
    private static final String BOT = "<@" + FakeDiscord.APPLICATION + "> ";

    private final BotRig rig = new BotRig().open();
    private final FakeDiscord discord = rig.discord;

    @BeforeEach
    void clear() {
        rig.node.runAll();
        discord.channels.clear();
    }

    @AfterAll
    void close() {
        rig.close();
    }

    private long films() {
        return discord.channels.answers(Json.GENERAL).stream()
                .filter(each -> !each.getArray("attachments").isEmpty())
                .count();
    }

    /** Asks for a film in the channel; the text is there when this returns. */
    private void askForFilm(String question) {
        int before = rig.turns();
        rig.people.say(Json.GENERAL, Json.ANN, BOT + question);
        rig.answer(before + 1);
        DataObject text = discord.channels.answers(Json.GENERAL).stream()
                .filter(each -> each.getString("content").equals("Re: " + question))
                .findFirst()
                .orElseThrow();
        var press = rig.people.press(Json.ANN, text, "turn:talk");
        discord.await("pressed", () -> press.acknowledged);
    }

    @Test
    void aLimitDuringAnUploadIsWaitedOut() {
        askForFilm("Slowly?");
        discord.limit("PATCH channels/\\d+/messages/\\d+", "1");
        rig.node.runAll();
        assertThat(films()).isEqualTo(1);
    }

    @Test
    void aServerThatBreaksAgainAndAgainIsTriedUntilItDoesNot() {
        askForFilm("Broken?");
        for (int i = 0; i < 2; i++) {
            discord.failWith(500, "PATCH channels/\\d+/messages/\\d+");
        }
        for (int i = 0; i < 3; i++) {
            rig.node.runAll();
            rig.pass(Duration.ofSeconds(10));
        }
        assertThat(films()).isEqualTo(1);
    }

    @Test
    void aMessageThatCannotBeStoredIsKeptAndTriedAgain() {
        int before = rig.turns();
        rig.sql.sql("alter table turns rename to turns_away").update();
        DataObject message;
        try {
            message = rig.people.say(Json.GENERAL, Json.ANN, BOT + "Keep me");
            discord.await("waiting", () -> rig.waits() > 2);
        } finally {
            rig.sql.sql("alter table turns_away rename to turns").update();
        }
        rig.answer(before + 1);
        rig.people.hear(message);
        rig.node.runAll();
        assertThat(discord.channels.answers(Json.GENERAL).stream().map(each -> each.getString("content")))
                .filteredOn("Re: Keep me"::equals)
                .hasSize(1);
    }

    private DataObject note(String type, byte[] content) {
        DataObject file =
                discord.files.attach("voice-message.ogg", type, content.length, new FakeFiles.File(content, false, ""));
        // What clients that cannot measure it send.
        file.put("duration_secs", 0.0).put("waveform", "");
        DataObject message = rig.people.written(Json.ANNS_DM, Json.ANN, "");
        message.put("flags", 1 << 13);
        message.put("attachments", DataArray.empty().add(file));
        discord.channels.add(message);
        return message;
    }

    @Test
    void aVoiceNoteOfNoLengthAndAForeignTypeIsHeard() {
        rig.node.hearing = (sound, language) -> new Heard("Hello from a note", "en");
        int before = rig.turns();
        rig.people.hear(note("application/octet-stream", "OggS".getBytes()));
        rig.answer(before + 1);
        assertThat(discord.channels.answers(Json.ANNS_DM).stream().map(each -> each.getString("content")))
                .anyMatch(text -> text.contains("Re: Hello from a note"));
    }

    private List<String> said(long channel) {
        return discord.channels.answers(channel).stream()
                .map(each -> each.getString("content"))
                .toList();
    }

    @Test
    void whatCannotBeAnsweredIsToldToWhoeverMeansTheBot() {
        DataObject picture =
                discord.files.attach("cat.png", "image/png", 9, new FakeFiles.File(new byte[9], false, ""));
        DataObject chatter = rig.people.written(Json.GENERAL, Json.BOB, "");
        chatter.put("attachments", DataArray.empty().add(picture));
        rig.people.hear(chatter);
        DataObject shown = rig.people.written(Json.ANNS_DM, Json.ANN, "");
        shown.put("attachments", DataArray.empty().add(picture));
        rig.people.hear(shown);
        discord.await("told", () -> said(Json.ANNS_DM).stream().anyMatch(text -> text.startsWith("I can read text")));
        rig.pass(Duration.ofMinutes(1));
        DataObject large = note("audio/ogg", new byte[9]);
        large.getArray("attachments").getObject(0).put("size", 21_000_000);
        rig.people.hear(large);
        discord.await(
                "told",
                () -> said(Json.ANNS_DM).stream().anyMatch(text -> text.startsWith("That voice note is too large")));
        assertThat(said(Json.GENERAL)).isEmpty();
    }

    @Test
    void aDeletionWhileTheDatabaseIsAwayIsCarriedOutLater() {
        int before = rig.turns();
        DataObject question = rig.people.say(Json.GENERAL, Json.ANN, BOT + "Forget me");
        rig.answer(before + 1);
        int waits = rig.waits();
        rig.sql.sql("alter table turns rename to turns_away").update();
        try {
            rig.people.delete(question);
            discord.await("waiting", () -> rig.waits() > waits);
        } finally {
            rig.sql.sql("alter table turns_away rename to turns").update();
        }
        discord.await(
                "withdrawn",
                () -> rig.sql
                                .sql("select count(*) from turns where reply_full = 'Re: Forget me'")
                                .query(Integer.class)
                                .single()
                        == 0);
        rig.node.runAll();
        assertThat(said(Json.GENERAL)).doesNotContain("Re: Forget me");
    }

    @Test
    void aPageInThePlaceOfTheRecordingIsToldInOneSentence() {
        discord.files.pages = true;
        try {
            int before = rig.turns();
            rig.people.hear(note("audio/ogg", "OggS".getBytes()));
            rig.answer(before + 1);
            assertThat(discord.channels.answers(Json.ANNS_DM))
                    .filteredOn(each -> each.getString("content").startsWith("I could not open your voice note"))
                    .hasSize(1);
        } finally {
            discord.files.pages = false;
        }
    }
}
