package dev.vignette.bot.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.turn.Heard;
import dev.vignette.bot.turn.Reason;
import dev.vignette.bot.turn.TurnException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences spoken by espeak-ng, heard by the closed-set model that knows them. */
class WhisperHearingTest {
    @TempDir
    private Path home;

    private TinyWhisper whisper;

    @BeforeEach
    void open() {
        whisper = new TinyWhisper(home);
    }

    @AfterEach
    void close() {
        whisper.close();
    }

    private VoiceNote spoken(String voice, String sentence) throws Exception {
        return note(TinyWhisper.wav(home, voice, sentence));
    }

    private static VoiceNote note(byte[] bytes) {
        return new VoiceNote("audio/ogg", bytes.length, ByteSource.of(bytes));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    en-us           | en | Hello, how are you today?
                    es              | es | Buenos días, me alegro de verte.
                    cmn-latn-pinyin | zh | 早上好，很高兴见到你。
                    """)
    void whatIsSaidIsHeard(String voice, String language, String sentence) throws Exception {
        whisper.install();
        assertThat(whisper.hearing.hear(spoken(voice, sentence), null)).isEqualTo(new Heard(sentence, language));
    }

    @Test
    void withoutAModelTheCommandIsNamedAndAPulledOneIsFoundWithoutARestart() throws Exception {
        VoiceNote note = spoken("en-us", "Hello, how are you today?");
        TurnException none = failure(note);
        assertThat(none.reason()).isEqualTo(Reason.NO_HEARING);
        assertThat(none).hasMessageContaining("models pull whisper-base");
        whisper.install();
        assertThat(whisper.hearing.hear(note, "en")).isEqualTo(new Heard("Hello, how are you today?", "en"));
        assertThat(whisper.ear.model()).isEqualTo("whisper-tiny (stand-in)");
    }

    @Test
    void whatIsNoRecordingAndWhatIsSilentIsSaid() throws Exception {
        whisper.install();
        assertThat(failure(note(new byte[] {1, 2, 3, 4, 5, 6, 7, 8})).reason()).isEqualTo(Reason.UNREADABLE_VOICE_NOTE);
        byte[] silence = Files.readAllBytes(silentWav());
        assertThat(failure(note(silence)).reason()).isEqualTo(Reason.NOTHING_HEARD);
    }

    @Test
    void aDamagedModelIsNamed() throws Exception {
        whisper.install();
        Files.delete(whisper.store.directory(TinyWhisper.MODEL).orElseThrow().resolve("config.json"));
        TurnException damaged = failure(spoken("en-us", "Hello, how are you today?"));
        assertThat(damaged.reason()).isEqualTo(Reason.HEARING_FAILED);
        assertThat(damaged).hasMessageContaining("config.json");
        assertThat(whisper.ear.trouble()).contains("config.json");
    }

    private Path silentWav() throws IOException {
        Path file = home.resolve("silent.wav");
        Files.write(file, wav(new byte[2 * 16_000]));
        return file;
    }

    /** A WAV file of 16-bit mono samples at 16 kHz. */
    private static byte[] wav(byte[] samples) {
        var buffer = ByteBuffer.allocate(44 + samples.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples.length);
        buffer.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        buffer.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
        buffer.putShort((short) 2).putShort((short) 16);
        buffer.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length);
        return buffer.put(samples).array();
    }

    private TurnException failure(VoiceNote note) {
        return catchThrowableOfType(TurnException.class, () -> whisper.hearing.hear(note, null));
    }
}
