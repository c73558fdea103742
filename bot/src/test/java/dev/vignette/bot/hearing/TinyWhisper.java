package dev.vignette.bot.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vignette.bot.models.InstalledModels;
import dev.vignette.bot.turn.Hearing;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import dev.vignette.media.sound.SoundSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The closed-set model that knows ninety sentences, installed in a home of its own, and sentences for it to hear. */
public final class TinyWhisper implements AutoCloseable {
    private static final Path FILES = Path.of("../conversation/src/test/resources/tiny-whisper");
    static final ModelId MODEL = new ModelId("whisper-tiny");

    final ModelStore store;
    final Ear ear;
    final WhisperHearing hearing;

    /** A home without any model; {@link #install} brings it. */
    public TinyWhisper(Path home) {
        store = InstalledModels.open(home, name -> null);
        ear = new Ear(store, HearingSettings.AUTO, OnnxRuntimeEngine::cpu);
        hearing = new WhisperHearing(ear, Duration.ofMinutes(2));
    }

    public Hearing hearing() {
        return hearing;
    }

    public void install() {
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
                try (Stream<Path> files = Files.walk(FILES)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Path there = directory.resolve(FILES.relativize(file));
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

    /** {@code sentence} as espeak-ng says it, in a WAV file; the test is skipped where it is not installed. */
    public static byte[] wav(Path directory, String voice, String sentence) throws Exception {
        Path file = directory.resolve("spoken.wav");
        Process espeak;
        try {
            espeak = new ProcessBuilder(List.of("espeak-ng", "-v", voice, "-w", file.toString(), sentence))
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            assumeThat(false).as("espeak-ng is not installed").isTrue();
            throw e;
        }
        assertThat(espeak.waitFor()).isZero();
        return Files.readAllBytes(file);
    }

    /** The same as a voice note in the manner of chats: Opus in Ogg. */
    public static byte[] voiceNote(Path directory, String voice, String sentence) throws Exception {
        Pcm sound = SoundDecoder.decode(wav(directory, voice, sentence), SampleRate.HZ_48000, SoundLimits.CHAT);
        return SoundSamples.file("libopus", "ogg", sound, 1, 1, 0);
    }

    @Override
    public void close() {
        ear.close();
    }
}
