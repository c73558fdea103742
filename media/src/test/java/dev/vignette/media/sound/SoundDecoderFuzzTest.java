package dev.vignette.media.sound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.MediaException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hostile bytes give a sound within the limits or a {@link MediaException}, and nothing else. Seeded. */
class SoundDecoderFuzzTest {
    private static final SoundLimits LIMITS = SoundLimits.CHAT.withMaxDuration(Duration.ofSeconds(5));
    private static final int CASES_PER_KIND = 25;

    private final Random random = new Random(20_261_122);
    private final Pcm beep = SoundSamples.beep(1, 0.5);
    private final List<byte[]> files = List.of(
            SoundSamples.file("libopus", "ogg", beep, 1, 1, 0),
            SoundSamples.file("vorbis", "ogg", beep, 2, 1, 0),
            SoundSamples.file("libmp3lame", "mp3", beep, 1, 1, 0),
            SoundSamples.file("aac", "ipod", beep, 1, 1, 0),
            SoundSamples.file("aac", "mp4", beep, 1, 1, 1),
            SoundSamples.file("pcm_s16le", "wav", beep, 1, 1, 0),
            SoundSamples.file("flac", "flac", beep, 1, 1, 0),
            SoundSamples.file("libopus", "webm", beep, 1, 1, 0));

    @Test
    void truncated() {
        for (byte[] file : files) {
            for (int i = 0; i < CASES_PER_KIND; i++) {
                survives(Arrays.copyOf(file, random.nextInt(file.length)));
            }
        }
    }

    @Test
    void bitsFlippedAnywhere() {
        flip(1.0);
    }

    @Test
    void bitsFlippedInTheHeader() {
        flip(0.05);
    }

    @Test
    void noiseBehindARealBeginning() {
        for (byte[] file : files) {
            for (int i = 0; i < CASES_PER_KIND; i++) {
                byte[] noise = new byte[20_000];
                random.nextBytes(noise);
                System.arraycopy(file, 0, noise, 0, 4 + random.nextInt(200));
                survives(noise);
            }
        }
    }

    @Test
    void noiseBehindAMagicNumber() {
        for (String magic : List.of("OggS", "RIFF....WAVE", "fLaC", "....ftypM4A ", "\u001aE\u00df\u00a3", "ID3")) {
            byte[] noise = new byte[50_000];
            random.nextBytes(noise);
            byte[] start = magic.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(start, 0, noise, 0, start.length);
            survives(noise);
        }
    }

    private void flip(double part) {
        for (byte[] file : files) {
            for (int i = 0; i < CASES_PER_KIND; i++) {
                byte[] hurt = file.clone();
                int reach = Math.max(64, (int) (part * hurt.length));
                for (int flips = 1 + random.nextInt(12); flips > 0; flips--) {
                    hurt[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
                }
                survives(hurt);
            }
        }
    }

    private static void survives(byte[] file) {
        try {
            Pcm sound = SoundDecoder.decode(file, SampleRate.HZ_16000, LIMITS);
            assertThat(sound.seconds()).isLessThanOrEqualTo(5.01);
            for (float sample : sound.samples()) {
                assertThat(Float.isFinite(sample)).isTrue();
            }
        } catch (MediaException refused) {
            assertThat(refused.getMessage()).endsWith(".");
        }
    }
}
