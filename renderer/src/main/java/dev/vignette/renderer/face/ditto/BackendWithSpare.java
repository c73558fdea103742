package dev.vignette.renderer.face.ditto;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.face.ditto.motion.NoiseSource;
import dev.vignette.renderer.face.ditto.motion.WindowModel;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A backend, and another from the film on before which it is found to be unwell. Films that are under way on the unwell one fail. Safe
 * to use from any thread.
 */
final class BackendWithSpare implements Backend {
    private final Backend preferred;
    private final Supplier<Backend> spares;
    private final Consumer<String> told;
    private volatile @Nullable Backend spare;

    /**
     * @param spares opens the other
     * @param told is told once what is wrong with the preferred one, in a sentence
     */
    BackendWithSpare(Backend preferred, Supplier<Backend> spares, Consumer<String> told) {
        this.preferred = preferred;
        this.spares = spares;
        this.told = told;
    }

    private Backend inUse() {
        Backend other = spare;
        if (other != null) {
            return other;
        }
        return preferred.unwell().isEmpty() ? preferred : other();
    }

    private synchronized Backend other() {
        Backend other = spare;
        if (other == null) {
            other = spares.get();
            spare = other;
            told.accept(preferred.unwell().orElse(""));
        }
        return other;
    }

    @Override
    public String name() {
        Backend other = spare;
        return other == null ? preferred.name() : other.name();
    }

    @Override
    public Set<DittoNetwork> runs() {
        Backend other = spare;
        return other == null ? preferred.runs() : other.runs();
    }

    @Override
    public Optional<String> unwell() {
        Backend other = spare;
        return other == null ? Optional.empty() : other.unwell();
    }

    @Override
    public Features encode(float[] window) {
        return inUse().encode(window);
    }

    @Override
    public WindowModel motion(int steps, NoiseSource noise) {
        return inUse().motion(steps, noise);
    }

    @Override
    public FilmFrames begin(Footage footage, FilmFormat format) {
        return inUse().begin(footage, format);
    }

    @Override
    public synchronized void close() {
        try (preferred) {
            Backend other = spare;
            if (other != null) {
                other.close();
            }
        }
    }
}
