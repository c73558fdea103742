package dev.vignette.renderer.face.ditto;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.face.ditto.motion.NoiseSource;
import dev.vignette.renderer.face.ditto.motion.WindowModel;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import java.util.Optional;
import java.util.Set;

/**
 * The networks that a film runs over and over, wherever they run: from sound to features, from features to motion, from
 * motion to frames. One for each face, shared by all its films and safe to use from any thread; what it hands out belongs to
 * one film and one thread. Everything throws {@link dev.vignette.inference.InferenceException} with the network and the
 * tensor by name.
 */
public interface Backend extends AutoCloseable {
    /** Where it runs, for measurements and logs, such as {@code onnxruntime-cpu}. */
    String name();

    /** Networks that this runs in its own way: the face's engine need not open them. */
    default Set<DittoNetwork> runs() {
        return Set.of();
    }

    /**
     * Why this will not answer any more, in a sentence; empty while it is well. Never waits.
     */
    default Optional<String> unwell() {
        return Optional.empty();
    }

    /** Features that may still be in the making. */
    interface Features {
        /** Whether {@link #rows} returns at once. */
        boolean ready();

        /** 20 × 1024 numbers; waits for them. */
        float[] rows();
    }

    /**
     * HuBERT on a window, which may return before it is done: several windows may then be encoded together.
     *
     * @param window 6480 samples at 16 kHz
     */
    Features encode(float[] window);

    /**
     * Windows of motion for one film.
     *
     * @param steps network calls for each window
     * @param noise of this film alone
     */
    WindowModel motion(int steps, NoiseSource noise);

    /** Begins the frames of one film; whoever asked closes them, before this. */
    FilmFrames begin(Footage footage, FilmFormat format);

    /** Cancels what is still being rendered and waits for the frames under way; frees what this opened itself. */
    @Override
    void close();
}
