package dev.vignette.renderer.voice.xtts;

import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.renderer.voice.xtts.network.Vocoder;
import java.util.Map;

/** How TensorRT builds the networks of XTTS-v2. Stateless. */
public final class XttsBuilds {
    /** What was measured: higher ones look longer for kernels that one vector at a time has little use for. */
    private static final int LEVEL = 1;

    private XttsBuilds() {}

    /** For {@link dev.vignette.inference.tensorrt.TensorRtSettings#networks}, by the names that the voice opens them with. */
    public static Map<String, BuildOptions> options() {
        // Our graphs say themselves where half precision is enough; the vocoder is a small part of the time.
        BuildOptions written = BuildOptions.of(Precision.AS_WRITTEN).atLevel(LEVEL);
        return Map.of(
                "XTTS transformer, prompt",
                written,
                "XTTS transformer",
                written,
                "XTTS vocoder",
                BuildOptions.of(Precision.TF32)
                        .sized(Vocoder.WINDOW, Vocoder.WINDOW, Vocoder.WINDOW)
                        .atLevel(LEVEL));
    }
}
