package dev.vignette.bot.engines;

import dev.vignette.inference.tensorrt.BuildListener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which network is being made ready for the GPU, once for each machine, for those who wait for it. Safe from any thread. */
public final class GpuBuilds implements BuildListener {
    private static final Logger LOG = LoggerFactory.getLogger(GpuBuilds.class);

    private volatile @Nullable State now;
    private volatile Consumer<State> told = state -> {};

    /**
     * A build under way.
     *
     * @param network such as {@code Ditto decoder-8}
     * @param fraction of it, 0–1, an estimate
     */
    public record State(String network, double fraction) {
        /** For people, such as {@code Ditto decoder-8, 41 %}. */
        public String sentence() {
            return network + ", " + (int) (fraction * 100) + " %";
        }
    }

    /** What is being built, if anything. */
    public Optional<State> now() {
        return Optional.ofNullable(now);
    }

    /** Tells of every step from now on, on the thread that builds. */
    public void tell(Consumer<State> listener) {
        told = listener;
    }

    @Override
    public void begins(String network, String reason) {
        at(network, 0);
    }

    @Override
    public void progress(String network, String phase, double fraction) {
        at(network, fraction);
    }

    private void at(String network, double fraction) {
        State state = new State(network, fraction);
        now = state;
        told.accept(state);
    }

    @Override
    public void ends(String network, Duration took, long planBytes) {
        now = null;
        LOG.info("{} was made ready for this GPU in {} s.", network, took.toSeconds());
    }

    @Override
    public void fails(String network) {
        now = null;
    }
}
