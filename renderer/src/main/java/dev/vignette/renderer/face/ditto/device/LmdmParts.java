package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.GuidanceBranches;
import dev.vignette.inference.graph.OnnxFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The motion network cut so that the loop over steps holds only what changes in it: what is computed from the condition alone is
 * computed once for a window, both passes of its guidance run as two items of one batch, and the way from them to the next step is
 * a kernel ({@code guided_step} in {@code diffusion.cu}).
 *
 * @param condition {@code cond [1, 80, 1103]} to the values named in {@code carried}
 * @param pass one pass: {@code x}, {@code cond_frame}, the values named in {@code carried} and {@code time_cond} to
 *     {@link #START}, for any number of items
 * @param noise {@code x}, {@code x_start} and {@code time_cond} to {@code pred_noise}, which is linear in the first two
 * @param carried names and shapes, for one item, of what the condition becomes
 * @param none what the pass without condition has in their place, in the same order
 * @param weight of the guidance
 */
public record LmdmParts(
        OnnxFile condition, OnnxFile pass, OnnxFile noise, List<TensorSpec> carried, List<float[]> none, float weight) {
    public static final String START = "start";
    static final int FRAMES = 80;
    static final int MOTION = 265;

    private static final TensorSpec X = TensorSpec.of("x", FLOAT32, 1, FRAMES, MOTION);
    private static final TensorSpec FRAME = TensorSpec.of("cond_frame", FLOAT32, 1, MOTION);
    private static final TensorSpec CONDITION = TensorSpec.of("cond", FLOAT32, 1, FRAMES, 1103);
    private static final TensorSpec TIME = TensorSpec.of("time_cond", INT64, 1);

    /** @throws InferenceException if the network's passes cannot be told apart */
    public static LmdmParts of(OnnxFile lmdm) {
        GuidanceBranches branches = GuidanceBranches.of(lmdm);
        List<TensorSpec> carried = new ArrayList<>();
        List<float[]> none = new ArrayList<>();
        for (String value : branches.inputs()) {
            String without = branches.differing().get(value);
            TensorProto constant = lmdm.model().getGraph().getInitializerList().stream()
                    .filter(tensor -> tensor.getName().equals(without))
                    .findFirst()
                    .orElseThrow(
                            () -> new InferenceException("The network Ditto lmdm is built otherwise than published: "
                                    + "without a condition it computes " + without + " instead of looking it up."
                                    + " Use it whole, with ONNX Runtime."));
            carried.add(new TensorSpec(value, FLOAT32, constant.getDimsList()));
            none.add(GraphSurgery.weights(lmdm, constant.getName()));
        }
        OnnxFile condition = GraphSurgery.cut(lmdm, List.of(CONDITION), carried);
        List<TensorSpec> inputs = new ArrayList<>(List.of(X, FRAME, TIME));
        inputs.addAll(carried);
        OnnxFile pass = GraphSurgery.cut(
                lmdm, inputs, List.of(TensorSpec.of(branches.conditioned(), FLOAT32, 1, FRAMES, MOTION)));
        Set<String> items = new HashSet<>(branches.inputs());
        items.addAll(List.of("x", "cond_frame"));
        OnnxFile open = GraphSurgery.rename(
                GraphSurgery.openBatch(pass, items), java.util.Map.of(branches.conditioned(), START));
        OnnxFile noise = GraphSurgery.cut(
                lmdm,
                List.of(X, TensorSpec.of("x_start", FLOAT32, 1, FRAMES, MOTION), TIME),
                List.of(TensorSpec.of("pred_noise", FLOAT32, 1, FRAMES, MOTION)));
        return new LmdmParts(condition, open, noise, List.copyOf(carried), List.copyOf(none), branches.weight());
    }

    /** {@link #pass} for exactly {@code items} items; two are one window with and without condition. */
    public OnnxFile pass(int items) {
        List<TensorSpec> inputs = new ArrayList<>(List.of(of(X, items), of(FRAME, items), TIME));
        carried.forEach(spec -> inputs.add(of(spec, items)));
        return GraphSurgery.cut(pass, inputs, List.of(TensorSpec.of(START, FLOAT32, items, FRAMES, MOTION)));
    }

    private static TensorSpec of(TensorSpec one, int items) {
        long[] shape = one.shape();
        shape[0] = items;
        return TensorSpec.of(one.name(), one.type(), Arrays.copyOf(shape, shape.length));
    }
}
