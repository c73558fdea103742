package dev.vignette.media.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.MediaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VoiceNoteWriterTest {
    private static final SoundLimits LIMITS = SoundLimits.CHAT;
    private static final String LABEL = "AI-generated: a label";

    @TempDir
    Path folder;

    @Test
    void whatIsHeardIsWhatWasWrittenAsLongAsItWas() throws IOException {
        Pcm spoken = vowels(SampleRate.HZ_24000, 2.345);
        Path note = folder.resolve("note.ogg");

        Duration length = VoiceNoteWriter.write(note, spoken, LABEL);

        byte[] bytes = Files.readAllBytes(note);
        assertThat(length).isEqualTo(Duration.ofMillis(2_345));
        Pcm heard = SoundDecoder.decode(bytes, SampleRate.HZ_48000, LIMITS);
        assertThat(heard.duration().toMillis()).isEqualTo(2_345);
        assertThat(correlation(Resampler.resample(spoken, SampleRate.HZ_48000), heard))
                .as("likeness of the sound, sample by sample")
                .isGreaterThan(0.98);
        assertThat(heard.rms()).isCloseTo(spoken.rms(), within(0.01));
    }

    @Test
    void itIsOpusInOggOfOneChannelAsClientsRecordIt() throws IOException {
        Path note = folder.resolve("note.ogg");
        VoiceNoteWriter.write(note, vowels(SampleRate.HZ_48000, 10), LABEL);

        byte[] bytes = Files.readAllBytes(note);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("OggS");
        int head = text.indexOf("OpusHead");
        // RFC 7845, 5.1: version 1, channel count, pre-skip, and the rate of what went in.
        assertThat(head).isBetween(27, 60);
        assertThat(bytes[head + 8]).isEqualTo((byte) 1);
        assertThat(bytes[head + 9]).as("channels").isEqualTo((byte) 1);
        assertThat(text.indexOf("OpusTags")).isPositive();
        assertThat(text).contains(LABEL);
        SoundFacts facts = SoundDecoder.probe(bytes, LIMITS);
        assertThat(facts.codec()).isEqualTo("opus");
        assertThat(bytes.length * 8 / 10.0).as("bits per second").isBetween(12_000.0, 44_000.0);
    }

    @Test
    void piecesAreTheSameNoteAsTheWholeAndNothingIsShifted() throws IOException {
        Pcm beep = SoundSamples.beep(2, 1.25);
        Path whole = folder.resolve("whole.ogg");
        VoiceNoteWriter.write(whole, beep, LABEL);
        Path pieces = folder.resolve("pieces.ogg");
        try (VoiceNoteWriter writer = VoiceNoteWriter.open(pieces, beep.rate(), LABEL)) {
            var lengths = new Random(7);
            for (int from = 0; from < beep.samples().length; ) {
                int to = from + lengths.nextInt(3_000);
                writer.accept(beep.slice(from, to));
                from = to;
            }
            writer.finish();
        }

        assertThat(Files.readAllBytes(pieces)).isEqualTo(Files.readAllBytes(whole));
        Pcm heard = SoundDecoder.decode(Files.readAllBytes(whole), SampleRate.HZ_48000, LIMITS);
        assertThat(SoundSamples.whereIsTheBeep(heard)).isCloseTo(SoundSamples.whereIsTheBeep(beep), within(0.002));
    }

    @Test
    void anUnfinishedNoteLeavesNothingBehind() {
        Path note = folder.resolve("note.ogg");
        try (VoiceNoteWriter writer = VoiceNoteWriter.open(note, SampleRate.HZ_22050, LABEL)) {
            writer.accept(vowels(SampleRate.HZ_22050, 0.5));
        }
        assertThat(note).doesNotExist();
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(
                        () -> VoiceNoteWriter.open(folder.resolve("no/such/folder.ogg"), SampleRate.HZ_48000, LABEL))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.STORAGE_FAILED));
    }

    @Test
    void theOutlineFollowsTheLoudness() {
        byte[] outline = Waveform.of(SoundSamples.beep(2, 1.25));
        assertThat(outline).hasSize(20);
        for (int part = 0; part < outline.length; part++) {
            assertThat(outline[part] & 255).as("part " + part).isEqualTo(part == 12 ? 255 : 0);
        }
        assertThat(Waveform.of(vowels(SampleRate.HZ_16000, 60))).hasSize(Waveform.MAX_PARTS);
        assertThat(Waveform.of(Pcm.silence(Duration.ZERO, SampleRate.HZ_48000))).containsExactly(0);
    }

    /** A voice without words: a low tone with five harmonics, swelling and falling. */
    private static Pcm vowels(SampleRate rate, double seconds) {
        float[] samples = new float[rate.samples(Duration.ofNanos(Math.round(seconds * 1e9)))];
        for (int i = 0; i < samples.length; i++) {
            double t = i / (double) rate.hertz();
            double sum = 0;
            for (int harmonic = 1; harmonic <= 5; harmonic++) {
                sum += Math.sin(2 * Math.PI * 130 * harmonic * t) / harmonic;
            }
            samples[i] = (float) (0.25 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * t)));
        }
        return new Pcm(samples, rate);
    }

    private static double correlation(Pcm a, Pcm b) {
        int length = Math.min(a.samples().length, b.samples().length);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < length; i++) {
            ab += (double) a.samples()[i] * b.samples()[i];
            aa += (double) a.samples()[i] * a.samples()[i];
            bb += (double) b.samples()[i] * b.samples()[i];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
