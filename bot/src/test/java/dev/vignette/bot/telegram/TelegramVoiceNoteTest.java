package dev.vignette.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.hearing.TinyWhisper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sentence is spoken, sent as a voice note and heard, in each language. */
class TelegramVoiceNoteTest {
    private static final long ANN = 42;

    @TempDir
    private Path home;

    @Test
    void whatIsSaidIntoATelephoneIsReadByTheBot() throws Exception {
        try (var it = BotUnderTest.direct();
                var whisper = new TinyWhisper(home)) {
            whisper.install();
            it.node.hearing = whisper.hearing();
            say(it, "note-1", "en-us", "Good morning, it is nice to see you.");
            say(it, "note-2", "es", "Hola, ¿cómo estás hoy?");
            say(it, "note-3", "cmn-latn-pinyin", "早上好，很高兴见到你。");
            assertThat(it.texts(ANN))
                    .contains(
                            "> Good morning, it is nice to see you.\n\nRe: Good morning, it is nice to see you.",
                            "> Hola, ¿cómo estás hoy?\n\nRe: Hola, ¿cómo estás hoy?",
                            "> 早上好，很高兴见到你。\n\nRe: 早上好，很高兴见到你。");
        }
    }

    private void say(BotUnderTest it, String file, String voice, String sentence) throws Exception {
        byte[] sound = TinyWhisper.voiceNote(home, voice, sentence);
        it.telegram.chats.files.put(file, (long) sound.length);
        it.telegram.downloads.put("voice/" + file, sound);
        it.people.send(ANN, ANN, "voice", People.voice(file, sound.length, 2));
        it.settle();
    }
}
