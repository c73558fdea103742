package dev.vignette.conversation.hearing.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.vignette.conversation.hearing.HearingOptions;
import dev.vignette.conversation.hearing.Transcript;
import dev.vignette.inference.Engine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sentences that the tiny Whisper was trained on, said by voices, at speeds and pitches that it never heard, in white noise at
 * 15 dB: {@code held-out.tsv}. Every tenth of the 300 by default; all of them with {@code -Dvignette.held-out=1}.
 */
class ClosedSetTest {
    private static final Path MODEL =
            Path.of(URI.create(String.valueOf(ClosedSetTest.class.getResource("/tiny-whisper"))));
    private static final int EACH = Integer.getInteger("vignette.held-out", 10);
    private static final double EXACT = 0.98;

    @TempDir
    private Path directory;

    /** A line of {@code held-out.tsv}. */
    private record Rendering(
            String language, String voice, String speed, String pitch, long noise, String spoken, String sentence) {
        static Rendering of(String line) {
            String[] columns = line.split("\t");
            return new Rendering(
                    columns[0], columns[1], columns[2], columns[3], Long.parseLong(columns[4]), columns[5], columns[6]);
        }
    }

    @Test
    void heldOutRenderingsAreTranscribedExactly() throws Exception {
        List<Rendering> all = Files.readAllLines(MODEL.resolve("held-out.tsv")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("language\t"))
                .map(Rendering::of)
                .toList();
        assertThat(all).hasSize(300);
        List<String> wrong = new ArrayList<>();
        int heard = 0;
        int languages = 0;
        try (Engine engine = OnnxRuntimeEngine.cpu();
                WhisperSpeechToText whisper = WhisperSpeechToText.open(engine, MODEL, null)) {
            for (int i = 0; i < all.size(); i += EACH) {
                Rendering rendering = all.get(i);
                Transcript transcript =
                        whisper.transcribe(inNoise(rendering), HearingOptions.within(Duration.ofMinutes(1)));
                heard++;
                if (transcript.language() != null
                        && transcript.language().code().equals(rendering.language())) {
                    languages++;
                }
                if (!transcript.text().equals(rendering.sentence())) {
                    wrong.add(rendering + " → " + transcript.text());
                }
            }
        }
        assertThat(languages).as("languages told, wrong sentences: %s", wrong).isEqualTo(heard);
        assertThat(heard - wrong.size())
                .as("exact of %d; wrong: %s", heard, wrong)
                .isGreaterThanOrEqualTo((int) Math.ceil(EXACT * heard));
    }

    private Pcm inNoise(Rendering rendering) throws Exception {
        Pcm speech = SoundDecoder.decode(spoken(rendering), SampleRate.HZ_16000, SoundLimits.CHAT);
        int rim = SampleRate.HZ_16000.hertz() / 4;
        float[] samples = new float[speech.samples().length + 2 * rim];
        double power = 0;
        for (int i = 0; i < speech.samples().length; i++) {
            samples[rim + i] = speech.samples()[i];
            power += (double) speech.samples()[i] * speech.samples()[i];
        }
        double level = Math.sqrt(power / speech.samples().length) * Math.pow(10, -15 / 20.0) * Math.sqrt(3);
        SplittableRandom noise = new SplittableRandom(rendering.noise());
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.clamp(samples[i] + (2 * noise.nextDouble() - 1) * level, -1, 1);
        }
        return new Pcm(samples, SampleRate.HZ_16000);
    }

    private byte[] spoken(Rendering rendering) throws IOException, InterruptedException {
        Path file = directory.resolve("spoken.wav");
        List<String> command = List.of(
                "espeak-ng",
                "-v",
                rendering.voice(),
                "-s",
                rendering.speed(),
                "-p",
                rendering.pitch(),
                "-w",
                file.toString(),
                rendering.spoken());
        Process espeak;
        try {
            espeak = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            return abort("espeak-ng is not installed");
        }
        assertThat(espeak.waitFor()).isZero();
        return Files.readAllBytes(file);
    }
}
