package dev.vignette.conversation.hearing.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.conversation.hearing.HearingException;
import dev.vignette.conversation.hearing.HearingOptions;
import dev.vignette.conversation.hearing.NoSpeech;
import dev.vignette.conversation.hearing.Sounds;
import dev.vignette.conversation.hearing.SpeechToText;
import dev.vignette.conversation.hearing.Transcript;
import dev.vignette.inference.Engine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.standin.whisper.StandInWhisper;
import dev.vignette.inference.standin.whisper.StandInWhisper.Decoder;
import dev.vignette.media.MediaException;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever somebody sends as a voice note ends as words, as a reason for there being none, or as a sentence to the sender: from
 * the bytes of a file to the transcript. Seeded; {@code -Dvignette.fuzz.cases=10000} for the nightly kind.
 */
class HearingFuzzTest {
    private static final int CASES = Integer.getInteger("vignette.fuzz.cases", 500);
    private static final HearingOptions PATIENT = HearingOptions.within(Duration.ofMinutes(1));
    private static final SoundLimits LIMITS = SoundLimits.CHAT.withMaxDuration(Duration.ofSeconds(20));
    private static final List<String> MAGIC = List.of(
            "OggS",
            "RIFF\0\0\0\0WAVEfmt ",
            "fLaC",
            "\0\0\0\u0018ftypM4A ",
            "\u001aE\u00df\u00a3",
            "ID3",
            "\u00ff\u00fb\u0090d");

    private static final Engine ENGINE = OnnxRuntimeEngine.cpu();

    @TempDir
    static Path directory;

    private static SpeechToText hearing = SpeechToText.none();

    @BeforeAll
    static void open() {
        StandInWhisper.reciting("en", List.of(" Hello", " there")).write(directory, Decoder.MERGED, 1);
        hearing = WhisperSpeechToText.open(ENGINE, directory, null);
    }

    @AfterAll
    static void close() {
        hearing.close();
    }

    private enum Outcome {
        WORDS,
        NO_SPEECH,
        REFUSED
    }

    @Test
    @Timeout(600)
    void everythingEndsInAClearAnswer() throws IOException {
        long before = residentBytes();
        Random random = new Random(20_261_122);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < CASES; i++) {
            byte[] file = switch (i % 5) {
                case 0 -> bytesBehindAMagicNumber(random);
                case 1 -> wav(hurt(sound(random), random), 1 + random.nextInt(3) % 2, random);
                case 2 -> wav(sound(random), 1, random);
                case 3 -> damaged(wav(sound(random), 1, random), random);
                default -> liar(sound(random), random);
            };
            outcomes.merge(outcomeOf(file), 1, Integer::sum);
        }
        // What a hostile file makes us take is given back.
        assertThat(residentBytes() - before).as("growth in bytes").isLessThan(400_000_000);
        // The cases reach all the way through, and not all of them.
        assertThat(outcomes.keySet()).containsExactly(Outcome.values());
    }

    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                ? 0
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .sum();
    }

    @Test
    void anEmptyFileAndNoiseOfAllKindsAreAnswered() {
        assertThat(outcomeOf(new byte[0])).isEqualTo(Outcome.REFUSED);
        assertThat(outcomeOf(wav(Sounds.noise(4, 0.3, 3).samples(), 1, new Random(1))))
                .isEqualTo(Outcome.NO_SPEECH);
        assertThat(outcomeOf(wav(Sounds.tone(4, 1_000).samples(), 1, new Random(1))))
                .isEqualTo(Outcome.NO_SPEECH);
        assertThat(outcomeOf(wav(new float[64_000], 1, new Random(1)))).isEqualTo(Outcome.NO_SPEECH);
        assertThat(outcomeOf(wav(Sounds.babble(4).samples(), 1, new Random(1)))).isEqualTo(Outcome.WORDS);
    }

    @Test
    void aHeaderThatPromisesTenHoursIsNotBelieved() {
        byte[] file = wav(Sounds.babble(3).samples(), 1, new Random(1));
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(40, 10 * 3_600 * 32_000).putInt(4, 10 * 3_600 * 32_000 + 36);
        assertThat(outcomeOf(file)).isEqualTo(Outcome.WORDS);
    }

    /** Beyond 32 the demuxer itself gives up, before anything is counted. */
    @Test
    void aHundredStreamsAreRefused() {
        assertThatThrownBy(() -> SoundDecoder.decode(ogg(2), SampleRate.HZ_16000, LIMITS))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.TOO_MANY_STREAMS));
        assertThat(outcomeOf(ogg(30))).isEqualTo(Outcome.REFUSED);
        assertThat(outcomeOf(ogg(100))).isEqualTo(Outcome.REFUSED);
        assertThat(outcomeOf(ogg(10_000))).isEqualTo(Outcome.REFUSED);
    }

    /** So many Opus streams of 20 ms in one Ogg file, RFC 3533 and RFC 7845. */
    private static byte[] ogg(int streams) {
        ByteBuffer file = ByteBuffer.allocate(streams * 3 * 80).order(ByteOrder.LITTLE_ENDIAN);
        byte[] head = "OpusHead\1\1\0\0\u0080\u00bb\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] tags = "OpusTags\1\0\0\0x\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] silence = {(byte) 0xf8, (byte) 0xff, (byte) 0xfe};
        for (int i = 0; i < streams; i++) {
            page(file, i, 0, 2, head);
        }
        for (int i = 0; i < streams; i++) {
            page(file, i, 1, 0, tags);
        }
        for (int i = 0; i < streams; i++) {
            page(file, i, 2, 4, silence);
        }
        return Arrays.copyOf(file.array(), file.position());
    }

    private static void page(ByteBuffer file, int stream, int number, int flags, byte[] packet) {
        int start = file.position();
        file.put("OggS\0".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) flags)
                .putLong(0);
        file.putInt(stream + 1)
                .putInt(number)
                .putInt(0)
                .put((byte) 1)
                .put((byte) packet.length)
                .put(packet);
        int crc = 0;
        for (int i = start; i < file.position(); i++) {
            crc ^= file.get(i) << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc << 1) ^ (crc < 0 ? 0x04c1_1db7 : 0);
            }
        }
        file.putInt(start + 22, crc);
    }

    private static Outcome outcomeOf(byte[] file) {
        Pcm sound;
        try {
            sound = SoundDecoder.decode(file, SampleRate.HZ_16000, LIMITS);
        } catch (MediaException refused) {
            assertThat(refused.getMessage()).endsWith(".");
            return Outcome.REFUSED;
        }
        try {
            Transcript transcript = hearing.transcribe(sound, PATIENT);
            NoSpeech reason = transcript.noSpeech();
            assertThat(reason == null).isEqualTo(!transcript.text().isBlank());
            return reason == null ? Outcome.WORDS : Outcome.NO_SPEECH;
        } catch (HearingException e) {
            throw new AssertionError("A sound must not break the engine", e);
        }
    }

    private static byte[] bytesBehindAMagicNumber(Random random) {
        byte[] bytes = new byte[random.nextInt(4_000)];
        random.nextBytes(bytes);
        byte[] magic = MAGIC.get(random.nextInt(MAGIC.size())).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(magic, 0, bytes, 0, Math.min(magic.length, bytes.length));
        return bytes;
    }

    /** Stretches of everything: silence, tones, hiss, clicks, babble, full scale. */
    private static float[] sound(Random random) {
        float[] samples = new float[random.nextInt(24_000)];
        int at = 0;
        while (at < samples.length) {
            int end = Math.min(samples.length, at + 1 + random.nextInt(12_000));
            double level = Math.pow(10, -4 * random.nextDouble());
            double hertz = 20 + 7_000 * random.nextDouble();
            int kind = random.nextInt(6);
            float[] babble = kind == 4 ? Sounds.babble(0.8).samples() : new float[0];
            for (int i = at; i < end; i++) {
                samples[i] = (float) (level
                        * switch (kind) {
                            case 0 -> 0;
                            case 1 -> Math.sin(2 * Math.PI * hertz * i / 16_000);
                            case 2 -> random.nextGaussian();
                            case 3 -> i % 997 == 0 ? 1 : 0;
                            case 4 -> 5 * babble[(i - at) % babble.length];
                            default -> random.nextBoolean() ? 1 : -1;
                        });
            }
            at = end;
        }
        return samples;
    }

    private static float[] hurt(float[] samples, Random random) {
        float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, -1e30f, Float.MIN_VALUE, 1e9f};
        for (int i = 0; samples.length > 0 && i < 40; i++) {
            samples[random.nextInt(samples.length)] = odd[random.nextInt(odd.length)];
        }
        return samples;
    }

    private static byte[] damaged(byte[] file, Random random) {
        for (int i = 0; i < 6; i++) {
            file[random.nextInt(Math.min(file.length, 120))] ^= (byte) (1 << random.nextInt(8));
        }
        return file;
    }

    /** A header with lengths, rates and channels that are not true. */
    private static byte[] liar(float[] samples, Random random) {
        byte[] file = wav(samples, 1, random);
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        switch (random.nextInt(4)) {
            case 0 -> header.putInt(40, random.nextInt());
            case 1 -> header.putShort(22, (short) random.nextInt());
            case 2 -> header.putInt(24, random.nextInt(1 << random.nextInt(31)));
            default -> header.putShort(32, (short) random.nextInt(1 << random.nextInt(16)));
        }
        return file;
    }

    /** A WAV of 32-bit floats, which can hold what no microphone gives, or of 16-bit integers. */
    private static byte[] wav(float[] samples, int channels, Random random) {
        boolean floats = random.nextBoolean();
        int size = floats ? 4 : 2;
        ByteBuffer file = ByteBuffer.allocate(44 + samples.length * size).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples.length * size);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        file.putShort((short) (floats ? 3 : 1)).putShort((short) channels);
        file.putInt(16_000).putInt(16_000 * channels * size);
        file.putShort((short) (channels * size)).putShort((short) (8 * size));
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length * size);
        for (float sample : samples) {
            if (floats) {
                file.putFloat(sample);
            } else {
                file.putShort((short) Math.clamp(sample * 32_767, -32_768, 32_767));
            }
        }
        return file.array();
    }
}
