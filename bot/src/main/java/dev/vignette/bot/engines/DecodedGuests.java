package dev.vignette.bot.engines;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vignette.media.film.FootageDecoder;
import dev.vignette.media.film.FootageLimits;
import dev.vignette.media.picture.PictureDecoder;
import dev.vignette.media.picture.PictureLimits;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.voice.TimbreAnalysis;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Decodes pictures and samples, a few at a time. What was decoded is kept for some minutes, since whoever brings a
 * picture has it say more than one sentence; it is never written anywhere.
 */
final class DecodedGuests implements Guests {
    private static final Duration STAY = Duration.ofMinutes(10);
    private static final long PIXELS = 16_000_000; // 64 MB
    private static final int VOICES = 50; // 3 MB each at most

    private final Semaphore places =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    private final Cache<String, Look.Photograph> pictures = Caffeine.newBuilder()
            .expireAfterAccess(STAY)
            .maximumWeight(PIXELS)
            .<String, Look.Photograph>weigher(
                    (hash, look) -> look.picture().getWidth() * look.picture().getHeight())
            .build();
    private final Cache<String, Heard> voices =
            Caffeine.newBuilder().expireAfterAccess(STAY).maximumSize(VOICES).build();

    @Override
    public Look.Photograph picture(byte[] file, String sha256) {
        return pictures.get(
                sha256,
                hash -> inTurn(() -> new Look.Photograph(PictureDecoder.decode(file, PictureLimits.CHAT), hash)));
    }

    /** Only looked at: a face that can show it decodes it. */
    @Override
    public Look.Footage footage(byte[] file, String sha256) {
        inTurn(() -> {
            FootageDecoder.probe(file, FootageLimits.CHAT);
            return file;
        });
        return new Look.Footage(file, sha256, null);
    }

    @Override
    public Heard voice(byte[] file, String sha256) {
        return voices.get(
                sha256,
                hash -> inTurn(() -> {
                    refuseFilm(file);
                    Pcm sound = SoundDecoder.decode(file, SampleRate.HZ_24000, SoundLimits.CHAT);
                    return new Heard(TimbreAnalysis.of(Resampler.resample(sound, SampleRate.HZ_16000)), sound);
                }));
    }

    private static void refuseFilm(byte[] file) {
        if (SoundDecoder.probe(file, SoundLimits.CHAT).hasVideo()) {
            throw new RenderException(
                    RenderException.Reason.UNUSABLE_SAMPLE,
                    "The voice sample is a video. Send its sound alone, as M4A, MP3, OGG or WAV.");
        }
    }

    private <T> T inTurn(Supplier<T> decoding) {
        places.acquireUninterruptibly();
        try {
            return decoding.get();
        } finally {
            places.release();
        }
    }
}
