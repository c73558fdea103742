package dev.vignette.bot.engines;

import dev.vignette.inference.InferenceException;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.face.ditto.Backend;
import dev.vignette.renderer.face.ditto.FilmFrames;
import dev.vignette.renderer.face.ditto.Footage;
import dev.vignette.renderer.face.ditto.motion.NoiseSource;
import dev.vignette.renderer.face.ditto.motion.WindowModel;
import java.util.Optional;

/** A device that is opened and does not answer any more from its first film on. */
final class LostDevice implements Backend {
    static final String WRONG = "The GPU fake has not answered for 20 s (frames).";

    private volatile boolean lost;

    @Override
    public String name() {
        return "fake-device";
    }

    @Override
    public Optional<String> unwell() {
        return lost ? Optional.of(WRONG) : Optional.empty();
    }

    @Override
    public Features encode(float[] window) {
        return lose();
    }

    @Override
    public WindowModel motion(int steps, NoiseSource noise) {
        return lose();
    }

    @Override
    public FilmFrames begin(Footage footage, FilmFormat format) {
        return lose();
    }

    private <T> T lose() {
        lost = true;
        throw new InferenceException(WRONG);
    }

    @Override
    public void close() {}
}
