package dev.vignette.bot.engines;

import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.face.Face;
import java.util.Optional;

/** A face that may be there or not, and takes long to open. Used by one thread at a time. */
interface FaceOffer extends AutoCloseable {

    /**
     * Opens the face; whoever asked closes it, before this. Empty if it is not installed or not to be used: may be asked
     * again.
     *
     * @throws RenderException if it is there and cannot be used; need not be asked again
     */
    Optional<Face> take();

    /** Whether the face, once it is there, could show {@code avatar}: opens nothing. */
    boolean mightShow(Avatar avatar);

    /** What would be better about the face that was taken, in a sentence. Never waits; from any thread. */
    default Optional<String> advice() {
        return Optional.empty();
    }

    /** Frees what the face ran on. */
    @Override
    void close();
}
