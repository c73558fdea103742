package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import java.util.List;

/**
 * The warp network cut at the two places where it samples volumes, which TensorRT cannot do and where kernels take over. Places are
 * found by operators, not by names. Between the parts lie, for each frame,
 *
 * <ol>
 *   <li>the sparse motion: the compressed volume sampled along 22 flows, beside 22 heat maps ({@code sparse_motion} in
 *       {@code motion.cu}),
 *   <li>the deformation: flows weighted by the mask, and the whole volume sampled along it ({@code deform} in
 *       {@code motion.cu}).
 * </ol>
 *
 * @param source {@code feature_3d} to {@link #COMPRESSED} {@code [1, compressed, 16, 64, 64]}: once for each picture
 * @param hourglass {@link #SPARSE} {@code [n, 22·(1 + compressed), 16, 64, 64]} to {@link #HIDDEN} {@code [n, hidden, 16, 64, 64]} and
 *     {@link #OCCLUSION} {@code [n, 1, 64, 64]}
 * @param mask {@link #HIDDEN} as {@code [16·n, hidden, 64, 64]}, which is the same memory where channels lie last, to {@link #MASK}, added up
 *     from {@code taps} times 22 channels
 * @param refine {@link #SAMPLED} {@code [n, 512, 64, 64]} and {@link #OCCLUSION} to {@code out}
 * @param compressed channels of the compressed volume
 * @param hidden channels of the hourglass's last volume
 * @param taps layers of the mask's kernel, whose parts are still to be added up
 * @param bias what is then added to the 22 logits
 * @see <a href="https://arxiv.org/abs/2407.03168">LivePortrait (Guo et al. 2024), the networks that Ditto uses</a>
 */
@SuppressWarnings("ArrayRecordComponent") // Parts on their way into engines, never compared.
public record WarpParts(
        OnnxFile source,
        OnnxFile hourglass,
        OnnxFile mask,
        OnnxFile refine,
        int compressed,
        int hidden,
        int taps,
        float[] bias) {
    public static final String COMPRESSED = "compressed";
    public static final String SPARSE = "sparse";
    public static final String HIDDEN = "hidden";
    public static final String MASK = "mask";
    public static final String OCCLUSION = "occlusion";
    public static final String SAMPLED = "sampled";
    public static final int FLOWS = 22;
    public static final int DEPTH = 16;
    public static final int SIDE = 64;
    public static final int CHANNELS = 32;

    /**
     * @param warp the network with ONNX's own {@code GridSample}, as published for one frame
     * @throws InferenceException if it is built otherwise; it says what is missing
     */
    public static WarpParts of(OnnxFile warp) {
        try {
            return new WarpReader(warp).parts();
        } catch (PublishedGraph.Different e) {
            throw different(e);
        }
    }

    /** Channels of the sparse motion. */
    int sparse() {
        return (1 + compressed) * FLOWS;
    }

    /** Channels of the mask's parts. */
    int parts() {
        return taps * FLOWS;
    }

    /** {@link #hourglass} for exactly {@code frames} frames. */
    public OnnxFile hourglass(int frames) {
        return GraphSurgery.cut(
                hourglass,
                List.of(TensorSpec.of(SPARSE, FLOAT32, frames, sparse(), DEPTH, SIDE, SIDE)),
                List.of(
                        TensorSpec.of(HIDDEN, FLOAT32, frames, hidden, DEPTH, SIDE, SIDE),
                        TensorSpec.of(OCCLUSION, FLOAT32, frames, 1, SIDE, SIDE)));
    }

    /** {@link #mask} for exactly {@code frames} frames. */
    public OnnxFile mask(int frames) {
        long layers = (long) DEPTH * frames;
        return GraphSurgery.cut(
                mask,
                List.of(TensorSpec.of(HIDDEN, FLOAT32, layers, hidden, SIDE, SIDE)),
                List.of(TensorSpec.of(MASK, FLOAT32, layers, parts(), SIDE, SIDE)));
    }

    /** {@link #refine} for exactly {@code frames} frames. */
    public OnnxFile refine(int frames) {
        return GraphSurgery.cut(
                refine,
                List.of(
                        TensorSpec.of(SAMPLED, FLOAT32, frames, (long) CHANNELS * DEPTH, SIDE, SIDE),
                        TensorSpec.of(OCCLUSION, FLOAT32, frames, 1, SIDE, SIDE)),
                List.of(TensorSpec.of("out", FLOAT32, frames, 256, SIDE, SIDE)));
    }

    /** The hourglass of the file as it is, for exactly {@code frames} frames: what {@link #hourglass} and {@link #mask} are measured against. */
    public static OnnxFile plainDense(OnnxFile warp, int frames) {
        try {
            return new WarpReader(warp).plain(frames);
        } catch (PublishedGraph.Different e) {
            throw different(e);
        }
    }

    private static InferenceException different(PublishedGraph.Different why) {
        return new InferenceException(
                "The network Ditto warp_network_ori is built otherwise than published: " + why.getMessage()
                        + ". Use it whole, with ONNX Runtime.",
                why);
    }
}
