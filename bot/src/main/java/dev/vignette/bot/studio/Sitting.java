package dev.vignette.bot.studio;

import dev.vignette.bot.engines.Engines;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.picture.PictureDecoder;
import dev.vignette.media.picture.PictureLimits;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import dev.vignette.media.sound.WavWriter;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.Timbre;
import dev.vignette.renderer.voice.UnusableSampleException;
import dev.vignette.renderer.voice.enrolment.SampleAdvice;
import dev.vignette.renderer.voice.enrolment.SampleCheck;
import dev.vignette.renderer.voice.enrolment.SampleReport;
import java.awt.image.BufferedImage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Looks at the picture and listens to the sample that somebody brings, as hostile as they may be, and makes of them what is
 * kept: decoded and written anew, so that nothing of the original files remains, their metadata least of all. One at a
 * time.
 */
final class Sitting {
    private static final int SIDE = 1024;
    private static final float QUALITY = 0.92f;
    private static final double SHORTEST_SAMPLE = 3;
    private static final SoundLimits SAMPLE = SoundLimits.CHAT.withMaxDuration(Duration.ofSeconds(30));
    private static final Duration REST = Duration.ofMillis(400);

    private final Engines engines;
    private final SampleCheck check;
    private final Semaphore chair = new Semaphore(1);

    Sitting(Engines engines, SampleCheck check) {
        this.engines = engines;
        this.check = check;
    }

    /**
     * A person's look.
     *
     * @param picture JPEG, as it is kept
     * @param photograph the same, decoded
     * @param portrait PNG: the first frame of any film of them
     * @param accent colour of what is behind them
     */
    @SuppressWarnings("ArrayRecordComponent") // Files, not values to compare.
    record Seen(byte[] picture, Look.Photograph photograph, byte[] portrait, String accent) {}

    /**
     * A person's voice.
     *
     * @param sample WAV, 24 kHz mono, as it is kept
     * @param advice what a better sample would do better
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Heard(byte[] sample, String sha256, Timbre timbre, List<SampleAdvice> advice) {}

    /**
     * @throws dev.vignette.media.MediaException if it is no picture that is read here
     * @throws RenderException if it does not show one face well; says how to take a better one
     */
    Seen look(byte[] file, Timbre anyVoice) {
        return inTurn(() -> {
            BufferedImage picture = FilmStill.within(PictureDecoder.decode(file, PictureLimits.CHAT), SIDE);
            byte[] kept = FilmStill.jpeg(picture, QUALITY);
            return look(kept, photograph(kept), anyVoice);
        });
    }

    /** A picture that was kept, as films need it. */
    static Look.Photograph photograph(byte[] kept) {
        return new Look.Photograph(PictureDecoder.decode(kept, PictureLimits.CHAT), sha256(kept));
    }

    private Seen look(byte[] kept, Look.Photograph photograph, Timbre anyVoice) {
        Avatar sitter = new Avatar(new AvatarId("sitter"), photograph.hash(), photograph, anyVoice);
        List<BufferedImage> frames = new ArrayList<>();
        Pcm silence = Pcm.silence(REST, SampleRate.HZ_16000);
        try (Performance performance = engines.renderer()
                .faceFor(sitter)
                .perform(sitter, FilmFormat.SQUARE, photograph.hash().hashCode())) {
            performance.hear(new SpeechChunk(silence, List.of()), frame -> keepFirst(frames, frame));
            performance.finish(frame -> keepFirst(frames, frame));
        }
        BufferedImage still = frames.getFirst();
        return new Seen(kept, photograph, FilmStill.png(still), backdrop(still));
    }

    private static void keepFirst(List<BufferedImage> frames, Frame frame) {
        if (frames.isEmpty()) {
            frames.add(FilmStill.of(frame));
        }
    }

    /** The mean colour of the upper corners. */
    private static String backdrop(BufferedImage still) {
        int side = still.getWidth() / 8;
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                for (int rgb : new int[] {still.getRGB(x, y), still.getRGB(still.getWidth() - 1 - x, y)}) {
                    red += rgb >> 16 & 255;
                    green += rgb >> 8 & 255;
                    blue += rgb & 255;
                }
            }
        }
        long count = 2L * side * side;
        return "#%02X%02X%02X".formatted(red / count, green / count, blue / count);
    }

    /**
     * Only listens: nothing is made of it. The sound of a video is as good as any.
     *
     * @throws dev.vignette.media.MediaException if there is no sound in it that is read here, or more than 30 s of it
     * @throws UnusableSampleException if there is no voice in it; says how to record a better one
     */
    SampleReport judge(byte[] file) {
        return inTurn(() -> check.judge(decoded(file)));
    }

    /**
     * As {@link #judge}, for a sample that is to be kept.
     *
     * @throws StudioProblem if it would not be taken
     */
    Heard listen(byte[] file) {
        return inTurn(() -> {
            Pcm sound = decoded(file);
            SampleReport report = check.judge(sound);
            report.refusal().ifPresent(refused -> {
                throw StudioProblem.sample(VoiceController.Advice.code(refused), refused.sentence());
            });
            byte[] wav = WavWriter.bytes(sound);
            return new Heard(wav, sha256(wav), report.timbre(), report.advice());
        });
    }

    private static Pcm decoded(byte[] file) {
        Pcm sound = SoundDecoder.decode(file, SampleRate.HZ_24000, SAMPLE);
        if (sound.seconds() < SHORTEST_SAMPLE) {
            throw StudioProblem.sample(
                    "short",
                    "The voice sample is only %.1f s long. Record 3 to 30 s of normal speech."
                            .formatted(sound.seconds()));
        }
        return sound;
    }

    private <T> T inTurn(Supplier<T> work) {
        chair.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            chair.release();
        }
    }

    static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
