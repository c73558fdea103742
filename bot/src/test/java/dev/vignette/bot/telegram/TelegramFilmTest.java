package dev.vignette.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.TestClip;
import dev.vignette.bot.turn.Heard;
import dev.vignette.bot.turn.Reason;
import dev.vignette.bot.turn.Reply;
import dev.vignette.bot.turn.TurnException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Recordings that come and films that go. */
class TelegramFilmTest {
    private static final long ANN = 42;

    private final BotUnderTest it = BotUnderTest.direct();

    @AfterEach
    void close() {
        it.close();
    }

    @Test
    void aVoiceNoteIsHeardAndAnsweredByAVoiceNoteAndARoundVideo() {
        it.node.hearing = (note, language) -> new Heard("Hola", "es");
        it.node.replies.answer("Hola", new Reply("¡Hola!", "¡Hola!", "es", "fake"));
        it.telegram.chats.files.put("AwAC-1", 5L);
        it.telegram.downloads.put("voice/AwAC-1", new byte[5]);
        it.people.send(ANN, ANN, "voice", People.voice("AwAC-1", 5, 2));
        it.settle();
        assertThat(it.texts(ANN)).contains("> Hola\n\n¡Hola!");
        assertThat(it.kinds(ANN)).endsWith("text", "voice", "note");
        assertThat(it.texts(ANN)).as("its caption").contains("Hecho con IA");
        assertThat(it.telegram.chats.last(ANN).buttons().keySet()).anyMatch(label -> label.contains("Hecho con IA"));
    }

    @Test
    void videoNotesAndVideosAndAudioFilesAreHeardToo() {
        it.node.hearing = (note, language) -> new Heard("Hi from " + note.mediaType(), "en");
        for (String kind : new String[] {"video_note", "video", "audio", "document"}) {
            it.telegram.chats.files.put(kind, 5L);
            it.telegram.downloads.put("voice/" + kind, new byte[5]);
            Map<String, Object> content = new HashMap<>(People.voice(kind, 5, 2));
            content.put("mime_type", kind.equals("video") || kind.equals("video_note") ? "video/mp4" : "audio/mpeg");
            content.putAll(Map.of("length", 384, "width", 10, "height", 10));
            it.people.send(ANN, ANN, kind, content);
            it.settle();
        }
        assertThat(it.texts(ANN))
                .contains(
                        "> Hi from video/mp4\n\nRe: Hi from video/mp4",
                        "> Hi from audio/mpeg\n\nRe: Hi from audio/mpeg")
                .hasSize(11);
    }

    @Test
    void aRepeatUploadsNothing() {
        it.people.say(ANN, "/answers film");
        it.people.say(ANN, "Hi");
        it.settle();
        it.node.pass(Duration.ofSeconds(20));
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.kinds(ANN)).containsSubsequence("note", "note");
        assertThat(it.telegram.calls.stream().filter(call -> call.method().equals("sendvideonote")))
                .extracting(call -> call.files().size())
                .containsExactly(1, 0);
    }

    @Test
    void aVoiceNoteThatTelegramHasIsNotUploadedAgain() {
        it.people.say(ANN, "/answers voice");
        it.people.say(ANN, "Hi");
        it.settle();
        it.node.pass(Duration.ofSeconds(20));
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.kinds(ANN)).containsSubsequence("voice", "voice").doesNotContain("note", "document");
        assertThat(it.telegram.calls.stream().filter(call -> call.method().equals("sendvoice")))
                .extracting(call -> call.files().size())
                .containsExactly(1, 0);
    }

    @Test
    void whoRefusesVoiceNotesGetsTheFilmAloneAsAVideo() {
        it.telegram.chats.noVoice.add(ANN);
        it.people.say(ANN, "/answers both");
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.kinds(ANN)).endsWith("text", "video").doesNotContain("voice");
    }

    @Test
    void whoRefusesVoiceNotesAndWantsNothingElseGetsTheSoundAsAFile() {
        it.telegram.chats.noVoice.add(ANN);
        it.people.say(ANN, "/answers voice");
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.kinds(ANN)).endsWith("text", "document").doesNotContain("voice", "video");
        assertThat(it.telegram.chats.last(ANN).text()).isEqualTo("Made by AI");
        it.node.pass(Duration.ofSeconds(20));
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.telegram.calls.stream().filter(call -> call.method().equals("senddocument")))
                .as("a repeat uploads nothing")
                .extracting(call -> call.files().size())
                .containsExactly(1, 0);
    }

    @Test
    void whereNoSoundIsTakenAtAllThePersonIsTold() {
        it.telegram.chats.noVoice.add(ANN);
        it.telegram.chats.noFiles.add(ANN);
        it.people.say(ANN, "/answers voice");
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.kinds(ANN)).endsWith("text", "text").doesNotContain("voice", "document");
        assertThat(it.telegram.chats.last(ANN).text())
                .isEqualTo("I can only write this answer: its film or voice note could not be delivered here.");
    }

    @Test
    void whatIsTakenBackCannotBeSentAgainByItsId() {
        it.people.say(ANN, "/answers film");
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(ledger()).isEqualTo(1);
        it.people.say(ANN, "/forget yes");
        it.settle();
        assertThat(ledger()).isZero();
    }

    private int ledger() {
        return JdbcClient.create(it.database)
                .sql("select count(*) from telegram_files")
                .query(Integer.class)
                .single();
    }

    @Test
    void anIdThatTelegramHasForgottenIsUploadedAgain() {
        it.people.say(ANN, "/answers film");
        it.people.say(ANN, "Hi");
        it.settle();
        it.telegram.chats.media.sentFiles.clear();
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.kinds(ANN).stream().filter("note"::equals)).hasSize(2);
    }

    @Test
    void whoRefusesRoundVideosGetsAVideo() {
        it.telegram.chats.noVoice.add(ANN);
        it.people.say(ANN, "/answers film");
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.telegram.chats.last(ANN).kind()).isEqualTo("video");
        assertThat(it.telegram.chats.last(ANN).text()).isEqualTo("Made by AI");
    }

    @Test
    void whatCannotBeRoundGoesAsAVideo() {
        it.people.say(ANN, "/answers film");
        it.node.films.file = film -> TestClip.of(512, 682, 2, 1000);
        it.people.say(ANN, "Hi");
        it.settle();
        it.node.films.file = film -> TestClip.of(640, 640, 2, 1000);
        it.people.say(ANN, "Ho");
        it.settle();
        it.node.films.file = film -> TestClip.of(512, 512, 70, 1000);
        String minute = "a".repeat(610);
        it.node.replies.answer("Long", new Reply(minute, minute, "en", "fake"));
        it.people.say(ANN, "Long");
        it.settle();
        assertThat(it.kinds(ANN).stream().filter("video"::equals)).hasSize(3);
        assertThat(it.kinds(ANN)).doesNotContain("note");
    }

    @Test
    void recordingsAreFetchedWithinLimitsOnly() {
        it.node.hearing = (note, language) -> {
            throw TurnException.lasting(Reason.UNREADABLE_VOICE_NOTE, "truncated", null);
        };
        // Telegram says 5 bytes, and serves 21 MB.
        it.telegram.chats.files.put("liar", 5L);
        it.telegram.downloads.put("voice/liar", new byte[21_000_000]);
        it.people.send(ANN, ANN, "voice", People.voice("liar", 5, 0));
        it.settle();
        assertThat(it.texts(ANN)).last().asString().startsWith("Your voice note is too long for me.");
        it.telegram.chats.files.put("gone", 25_000_000L);
        it.people.send(ANN, ANN, "voice", People.voice("gone", 5, 2));
        it.settle();
        assertThat(it.texts(ANN)).last().asString().startsWith("Your voice note is too long for me.");
        it.people.send(ANN, ANN, "voice", People.voice("never-was", 5, 2));
        it.settle();
        assertThat(it.texts(ANN)).last().asString().startsWith("I could not open your voice note.");
        it.telegram.chats.files.put("page", 5L);
        it.telegram.downloads.put("voice/page", "<html>".getBytes());
        it.telegram.downloadType = "text/html";
        it.people.send(ANN, ANN, "voice", People.voice("page", 5, 2));
        it.settle();
        assertThat(it.texts(ANN)).last().asString().startsWith("I could not open your voice note.");
    }

    @Test
    void aVoiceNoteOfNoLengthAndAForeignTypeIsHeard() {
        it.node.hearing = (note, language) -> new Heard("Hello from a note", "en");
        it.telegram.chats.files.put("odd", 4L);
        it.telegram.downloads.put("voice/odd", "OggS".getBytes());
        it.telegram.downloadType = "application/octet-stream";
        Map<String, Object> odd =
                Map.of("file_id", "odd", "file_unique_id", "u", "duration", 0, "mime_type", "text/plain; really");
        it.people.send(ANN, ANN, "voice", odd);
        it.settle();
        assertThat(it.texts(ANN)).anyMatch(text -> text.contains("Re: Hello from a note"));
    }
}
