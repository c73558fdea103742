package dev.vignette.bot.engines;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.FaceCapabilities;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.DittoFace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A face on offer, opened when somebody whom it could show is first to be shown, and another in its place while there is
 * none or if it cannot be opened. Safe to use from several threads.
 */
final class FallbackFace implements Face {
    private static final Logger LOG = LoggerFactory.getLogger(FallbackFace.class);

    private final FaceOffer offer;
    private final Face other;
    private volatile @Nullable Face settled;

    /**
     * @param offer of the face that is preferred
     * @param other that is always there
     */
    FallbackFace(FaceOffer offer, Face other) {
        this.offer = offer;
        this.other = other;
    }

    /** The face in use: the other one until somebody is to be shown. Never waits. */
    private Face inUse() {
        Face face = settled;
        return face == null ? other : face;
    }

    private void settle() {
        if (settled == null) {
            synchronized (this) {
                if (settled == null) {
                    settled = taken().orElse(null);
                }
            }
        }
    }

    private Optional<Face> taken() {
        try {
            return offer.take();
        } catch (RenderException e) {
            LOG.warn("Pictures are shown by {} instead. {}", other.engine().name(), e.getMessage());
            return Optional.of(other);
        }
    }

    @Override
    public EngineName engine() {
        return inUse().engine();
    }

    /** Where faces are rendered, such as {@code tensorrt-10.6.0}; empty while it is not known. Never waits. */
    Optional<String> device() {
        return inUse() instanceof DittoFace ditto ? Optional.of(ditto.device()) : Optional.empty();
    }

    /** What would be better about the face in use, first of all that the last film could not be begun. Never waits. */
    Optional<String> advice() {
        Optional<String> refused = inUse() instanceof DittoFace ditto ? ditto.refusal() : Optional.empty();
        return refused.map("The last film could not be begun. "::concat).or(offer::advice);
    }

    @Override
    public FaceCapabilities capabilities() {
        return inUse().capabilities();
    }

    /** Opens the preferred face if it is there and might be needed. */
    @Override
    public boolean shows(Avatar avatar) {
        if (!other.shows(avatar) && !offer.mightShow(avatar)) {
            return false;
        }
        settle();
        return inUse().shows(avatar);
    }

    @Override
    public Performance perform(Avatar avatar, FilmFormat format, long seed, Direction direction) {
        return inUse().perform(avatar, format, seed, direction);
    }

    @Override
    public void warmUp() {
        settle();
        inUse().warmUp();
    }

    @Override
    public synchronized void close() {
        try (offer;
                other) {
            Face face = settled;
            if (face != null && !face.equals(other)) {
                face.close();
            }
        }
    }
}
