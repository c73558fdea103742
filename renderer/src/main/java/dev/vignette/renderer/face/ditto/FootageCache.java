package dev.vignette.renderer.face.ditto;

import dev.vignette.media.MediaException;
import dev.vignette.media.film.FootageDecoder;
import dev.vignette.media.film.FootageLimits;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The films that were registered last, as long as there is memory for them: some 200 MB each, which nobody else should go without.
 * One is registered at a time. Safe to use from any thread.
 */
final class FootageCache {
    private static final int KEPT = 2;

    private final Map<String, SoftReference<Footage>> kept = new LinkedHashMap<>(4, 0.75f, true);
    private final ReentrantLock turn = new ReentrantLock();

    /**
     * @param registration of the film's pictures, if it is not there
     * @throws RenderException {@link Reason#UNUSABLE_PORTRAIT} if it is no film that is read, {@link Reason#CANCELLED} by an
     *     interrupt while another film is registered
     */
    Footage get(Look.Footage film, Function<List<RgbPicture>, Footage> registration) {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderException(Reason.CANCELLED, "The film was cancelled.", e);
        }
        try {
            Footage known = find(film.hash());
            if (known != null) {
                return known;
            }
            Footage made = registration.apply(pictures(film.film()));
            keep(film.hash(), made);
            return made;
        } finally {
            turn.unlock();
        }
    }

    private static List<RgbPicture> pictures(byte[] film) {
        List<RgbPicture> pictures = new ArrayList<>();
        try {
            FootageDecoder.decode(
                    film, FootageLimits.CHAT, (width, height, rgb) -> pictures.add(new RgbPicture(width, height, rgb)));
        } catch (MediaException e) {
            throw new RenderException(Reason.UNUSABLE_PORTRAIT, String.valueOf(e.getMessage()), e);
        }
        return pictures;
    }

    private synchronized @Nullable Footage find(String key) {
        SoftReference<Footage> reference = kept.get(key);
        return reference == null ? null : reference.get();
    }

    private synchronized void keep(String key, Footage made) {
        kept.put(key, new SoftReference<>(made));
        var oldest = kept.entrySet().iterator();
        while (kept.size() > KEPT) {
            oldest.next();
            oldest.remove();
        }
    }

    synchronized void clear() {
        kept.clear();
    }
}
