package dev.vignette.renderer.voice.xtts;

import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.inference.tensorrt.ShapeRange;
import dev.vignette.renderer.voice.xtts.network.Vocoder;
import java.util.Map;

/** How TensorRT builds the networks of XTTS-v2. Stateless. */
public final class XttsBuilds {
    private static final int WIDTH = 1_024;

    private XttsBuilds() {}

    /** For {@link dev.vignette.inference.tensorrt.TensorRtSettings#networks}, by the names that the voice opens them with. */
    public static Map<String, BuildOptions> options() {
        return options(WIDTH);
    }

    /** @param width of the transformer's vectors: stand-ins may be narrow */
    static Map<String, BuildOptions> options(int width) {
        // Our graphs say themselves where half precision is enough; the vocoder is a small part of the time.
        BuildOptions written = BuildOptions.of(Precision.AS_WRITTEN);
        return Map.of(
                "XTTS transformer, prompt",
                written,
                "XTTS transformer",
                written,
                "XTTS vocoder",
                BuildOptions.of(Precision.TF32).shaped("frames", ShapeRange.fixed(1, Vocoder.WINDOW, width)));
    }
}
