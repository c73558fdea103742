package dev.vignette.inference.tensorrt;

import java.nio.file.Path;
import java.util.Map;

/**
 * Settings of an engine.
 *
 * @param cache folder for plans and timings; made if it is missing
 * @param standard how networks are built that {@code networks} does not name
 * @param networks how networks are built, by the name that they are opened with
 * @param contexts how many runs of one network may be under way at a time; more wait
 * @param listener told of builds
 */
public record TensorRtSettings(
        Path cache, BuildOptions standard, Map<String, BuildOptions> networks, int contexts, BuildListener listener) {
    public TensorRtSettings {
        networks = Map.copyOf(networks);
        if (contexts < 1) {
            throw new IllegalArgumentException("At least one run has to be possible at a time, not " + contexts + ".");
        }
    }

    /** Half precision, fixed shapes, four runs at a time, nobody told. */
    public static TensorRtSettings in(Path cache) {
        return new TensorRtSettings(cache, BuildOptions.of(Precision.FP16), Map.of(), 4, BuildListener.SILENT);
    }

    public TensorRtSettings standard(BuildOptions options) {
        return new TensorRtSettings(cache, options, networks, contexts, listener);
    }

    public TensorRtSettings networks(Map<String, BuildOptions> options) {
        return new TensorRtSettings(cache, standard, options, contexts, listener);
    }

    public TensorRtSettings telling(BuildListener told) {
        return new TensorRtSettings(cache, standard, networks, contexts, told);
    }

    BuildOptions of(String network) {
        return networks.getOrDefault(network, standard);
    }
}
