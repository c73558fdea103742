package dev.vignette.renderer.voice.qwen;

import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.Precision;
import java.util.Map;

/** How TensorRT builds the networks of Qwen3-TTS. Stateless. */
public final class QwenBuilds {
    /** What was measured: higher ones look longer for kernels that one row at a time has little use for. */
    private static final int LEVEL = 1;

    private QwenBuilds() {}

    /** For {@link dev.vignette.inference.tensorrt.TensorRtSettings#networks}, by the names that the voice opens them with. */
    public static Map<String, BuildOptions> options() {
        // Our graphs say themselves where half precision is enough; the codec's sines need more.
        BuildOptions written = BuildOptions.of(Precision.AS_WRITTEN).atLevel(LEVEL);
        return Map.of(
                "Qwen3-TTS text", written,
                "Qwen3-TTS talker, prompt", written,
                "Qwen3-TTS talker", written,
                "Qwen3-TTS code predictor", written,
                "Qwen3-TTS tok_decoder", BuildOptions.of(Precision.TF32).atLevel(LEVEL));
    }
}
