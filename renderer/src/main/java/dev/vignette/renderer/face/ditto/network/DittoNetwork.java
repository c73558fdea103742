package dev.vignette.renderer.face.ditto.network;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.TensorSpec;
import java.util.List;
import java.util.Locale;

/** The networks of the release {@code digital-avatar/ditto-talkinghead}, in its folder {@code ditto_onnx}. */
public enum DittoNetwork {
    INSIGHTFACE_DET,
    LANDMARK106,
    LANDMARK203,
    BLAZE_FACE,
    FACE_MESH,
    APPEARANCE_EXTRACTOR,
    MOTION_EXTRACTOR,
    HUBERT,
    LMDM("lmdm_v0.4_hubert"),
    STITCH_NETWORK,
    /** The copy with ONNX's own {@code GridSample}; the other one needs a plug-in. */
    WARP_NETWORK("warp_network_ori"),
    DECODER;

    private final String stem;

    DittoNetwork() {
        stem = name().toLowerCase(Locale.ROOT);
    }

    DittoNetwork(String stem) {
        this.stem = stem;
    }

    /** Name of its file without the ending. */
    public String stem() {
        return stem;
    }

    /** Name of its file, such as {@code decoder.onnx}. */
    public String file() {
        return stem + ".onnx";
    }

    /** The name for messages, such as {@code Ditto decoder}. */
    public String title() {
        return "Ditto " + stem;
    }

    /** Whether its weights may be used for non-commercial research only. */
    public boolean researchOnly() {
        return this == INSIGHTFACE_DET || this == LANDMARK106;
    }

    /** What its file takes and gives, for a batch of one. */
    public NetworkContract contract() {
        return switch (this) {
            case INSIGHTFACE_DET ->
                contract(
                        List.of(floats("image", 1, 3, 512, 512)),
                        List.of(
                                floats("scores1", 8192, 1),
                                floats("scores2", 2048, 1),
                                floats("scores3", 512, 1),
                                floats("boxes1", 8192, 4),
                                floats("boxes2", 2048, 4),
                                floats("boxes3", 512, 4)));
            case LANDMARK106 -> contract(List.of(floats("data", 1, 3, 192, 192)), List.of(floats("fc1", 1, 212)));
            case LANDMARK203 ->
                contract(List.of(floats("input", 1, 3, 224, 224)), List.of(floats("landmarks", 1, 406)));
            case BLAZE_FACE ->
                contract(
                        List.of(floats("input", 1, 128, 128, 3)),
                        List.of(floats("regressors", 1, 896, 16), floats("classificators", 1, 896, 1)));
            // The published file leaves the rank of its output open: its size is looked at when it is there.
            case FACE_MESH -> contract(List.of(floats("input", 1, 256, 256, 3)), List.of());
            case APPEARANCE_EXTRACTOR ->
                contract(List.of(floats("image", 1, 3, 256, 256)), List.of(floats("pred", 1, 32, 16, 64, 64)));
            case MOTION_EXTRACTOR ->
                contract(
                        List.of(floats("image", 1, 3, 256, 256)),
                        List.of(
                                floats("pitch", 1, 66),
                                floats("yaw", 1, 66),
                                floats("roll", 1, 66),
                                floats("t", 1, 3),
                                floats("exp", 1, 63),
                                floats("scale", 1, 1),
                                floats("kp", 1, 63)));
            case HUBERT -> contract(List.of(floats("input_values", 1, -1)), List.of(floats("encoding_out", -1, 1024)));
            case LMDM ->
                contract(
                        List.of(
                                floats("x", 1, 80, 265),
                                floats("cond_frame", 1, 265),
                                floats("cond", 1, 80, 1103),
                                TensorSpec.of("time_cond", INT64, 1)),
                        List.of(floats("pred_noise", 1, 80, 265), floats("x_start", 1, 80, 265)));
            case STITCH_NETWORK ->
                contract(
                        List.of(floats("kp_source", 1, 21, 3), floats("kp_driving", 1, 21, 3)),
                        List.of(floats("out", 1, 21, 3)));
            case WARP_NETWORK ->
                contract(
                        List.of(
                                floats("feature_3d", 1, 32, 16, 64, 64),
                                floats("kp_source", 1, 21, 3),
                                floats("kp_driving", 1, 21, 3)),
                        List.of(floats("out", 1, 256, 64, 64)));
            case DECODER ->
                contract(List.of(floats("feature", 1, 256, 64, 64)), List.of(floats("output", 1, 3, 512, 512)));
        };
    }

    private NetworkContract contract(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return new NetworkContract(title(), inputs, outputs);
    }

    private static TensorSpec floats(String name, long... shape) {
        return TensorSpec.of(name, FLOAT32, shape);
    }
}
