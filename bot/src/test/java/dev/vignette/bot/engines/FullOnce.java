package dev.vignette.bot.engines;

import dev.vignette.inference.InferenceException;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.face.ditto.Backend;
import dev.vignette.renderer.face.ditto.FilmFrames;
import dev.vignette.renderer.face.ditto.Footage;
import dev.vignette.renderer.face.ditto.motion.NoiseSource;
import dev.vignette.renderer.face.ditto.motion.WindowModel;
import java.util.concurrent.atomic.AtomicInteger;

/** A device that has no memory for its first film. */
record FullOnce(Backend inner, AtomicInteger films) implements Backend {
    static final String FULL = "The GPU failed to give 8 bytes of memory: out of memory. Its memory is full:"
            + " use a smaller batch, close other programs on it, or use a larger GPU.";

    @Override
    public String name() {
        return "fake-device";
    }

    @Override
    public Features encode(float[] window) {
        return inner.encode(window);
    }

    @Override
    public WindowModel motion(int steps, NoiseSource noise) {
        return inner.motion(steps, noise);
    }

    @Override
    public FilmFrames begin(Footage footage, FilmFormat format) {
        if (films.getAndIncrement() == 0) {
            throw new InferenceException(FULL);
        }
        return inner.begin(footage, format);
    }

    @Override
    public void close() {
        inner.close();
    }
}
