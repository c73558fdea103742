package dev.vignette.bot.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.models.InstalledModels;
import dev.vignette.bot.turn.Heard;
import dev.vignette.bot.turn.Reason;
import dev.vignette.bot.turn.TurnException;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences spoken by espeak-ng, heard by the closed-set model that knows them. */
class WhisperHearingTest {
    private static final Path TINY_WHISPER = Path.of("../conversation/src/test/resources/tiny-whisper");
    private static final ModelId MODEL = new ModelId("whisper-tiny");

    @TempDir
    private Path home;

    private ModelStore store;
    private Ear ear;
    private WhisperHearing hearing;

    @BeforeEach
    void open() {
        store = InstalledModels.open(home, name -> null);
        ear = new Ear(store, HearingSettings.AUTO, OnnxRuntimeEngine::cpu);
        hearing = new WhisperHearing(ear, Duration.ofMinutes(2));
    }

    @AfterEach
    void close() {
        ear.close();
    }

    private void installTinyWhisper() {
        StandIn closedSet = new StandIn() {
            @Override
            public String model() {
                return MODEL.value();
            }

            @Override
            public String description() {
                return "knows ninety sentences";
            }

            @Override
            public void write(Path directory, Size size, long seed) {
                try (Stream<Path> files = Files.walk(TINY_WHISPER)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Path there = directory.resolve(TINY_WHISPER.relativize(file));
                        Files.createDirectories(there.getParent());
                        Files.copy(file, there);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        store.install(closedSet, MODEL, StandIn.Size.MINI, 1);
    }

    private VoiceNote spoken(String voice, String sentence) throws Exception {
        Path wav = home.resolve("spoken.wav");
        Process espeak;
        try {
            espeak = new ProcessBuilder(List.of("espeak-ng", "-v", voice, "-w", wav.toString(), sentence))
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            assumeThat(false).as("espeak-ng is not installed").isTrue();
            throw e;
        }
        assertThat(espeak.waitFor()).isZero();
        byte[] bytes = Files.readAllBytes(wav);
        return new VoiceNote("audio/wav", bytes.length, ByteSource.of(bytes));
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
        installTinyWhisper();
        assertThat(hearing.hear(spoken(voice, sentence), null)).isEqualTo(new Heard(sentence, language));
    }

    @Test
    void withoutAModelTheCommandIsNamedAndAPulledOneIsFoundWithoutARestart() throws Exception {
        VoiceNote note = spoken("en-us", "Hello, how are you today?");
        TurnException none = failure(note);
        assertThat(none.reason()).isEqualTo(Reason.NO_HEARING);
        assertThat(none).hasMessageContaining("models pull whisper-base");
        installTinyWhisper();
        assertThat(hearing.hear(note, "en")).isEqualTo(new Heard("Hello, how are you today?", "en"));
        assertThat(ear.model()).isEqualTo("whisper-tiny (stand-in)");
    }

    @Test
    void whatIsNoRecordingAndWhatIsSilentIsSaid() throws Exception {
        installTinyWhisper();
        assertThat(failure(note(new byte[] {1, 2, 3, 4, 5, 6, 7, 8})).reason()).isEqualTo(Reason.UNREADABLE_VOICE_NOTE);
        byte[] silence = Files.readAllBytes(silentWav());
        assertThat(failure(note(silence)).reason()).isEqualTo(Reason.NOTHING_HEARD);
    }

    @Test
    void aDamagedModelIsNamed() throws Exception {
        installTinyWhisper();
        Files.delete(store.directory(MODEL).orElseThrow().resolve("config.json"));
        TurnException damaged = failure(spoken("en-us", "Hello, how are you today?"));
        assertThat(damaged.reason()).isEqualTo(Reason.HEARING_FAILED);
        assertThat(damaged).hasMessageContaining("config.json");
        assertThat(ear.trouble()).contains("config.json");
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
        return catchThrowableOfType(TurnException.class, () -> hearing.hear(note, null));
    }
}
