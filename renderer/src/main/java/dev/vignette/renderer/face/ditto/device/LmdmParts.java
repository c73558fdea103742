package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.GuidanceBranches;
import dev.vignette.inference.graph.OnnxFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The motion network cut so that the loop over steps holds only what changes in it: what is computed from the condition alone, up to the keys
 * and values of its tokens in every layer, is computed once for a window; both passes of its guidance run as two items of one batch; and the
 * way from them to the next step is a kernel ({@code guided_step} in {@code diffusion.cu}).
 *
 * @param condition {@code cond [1, 80, 1103]} to the values named in {@code carried}
 * @param pass one pass: {@code x}, {@code cond_frame}, the values named in {@code carried} and {@code time_cond} to
 *     {@link #START}, for any number of items
 * @param noise {@code x}, {@code x_start} and {@code time_cond} to {@code pred_noise}, which is linear in the first two
 * @param carried names and shapes, for one item, of what the condition becomes
 * @param without what the pass without condition has in their place
 * @param weight of the guidance
 */
public record LmdmParts(
        OnnxFile condition, OnnxFile pass, OnnxFile noise, List<TensorSpec> carried, Without without, float weight) {
    public static final String START = "start";
    static final int FRAMES = 80;
    static final int MOTION = 265;

    private static final TensorSpec X = TensorSpec.of("x", FLOAT32, 1, FRAMES, MOTION);
    private static final TensorSpec FRAME = TensorSpec.of("cond_frame", FLOAT32, 1, MOTION);
    private static final TensorSpec CONDITION = TensorSpec.of("cond", FLOAT32, 1, FRAMES, 1103);
    private static final TensorSpec TIME = TensorSpec.of("time_cond", INT64, 1);

    /**
     * The pass without condition, as far as it never changes.
     *
     * @param network from the constants that stand for a condition to what is carried
     * @param given names and shapes of these constants
     * @param numbers of these constants, in the same order
     */
    public record Without(OnnxFile network, List<TensorSpec> given, List<float[]> numbers) {}

    /** @throws InferenceException if the network's passes cannot be told apart */
    public static LmdmParts of(OnnxFile published) {
        OnnxFile lmdm = GraphSurgery.splitRows(published);
        GuidanceBranches branches = GuidanceBranches.of(lmdm);
        List<TensorSpec> given = new ArrayList<>();
        List<float[]> numbers = new ArrayList<>();
        for (String value : branches.inputs()) {
            String without = branches.differing().get(value);
            TensorProto constant = lmdm.model().getGraph().getInitializerList().stream()
                    .filter(tensor -> tensor.getName().equals(without))
                    .findFirst()
                    .orElseThrow(
                            () -> new InferenceException("The network Ditto lmdm is built otherwise than published: "
                                    + "without a condition it computes " + without + " instead of looking it up."
                                    + " Use it whole, with ONNX Runtime."));
            given.add(new TensorSpec(value, FLOAT32, constant.getDimsList()));
            numbers.add(GraphSurgery.weights(lmdm, constant.getName()));
        }
        List<TensorSpec> carried = GraphSurgery.frontier(lmdm, given, branches.conditioned());
        OnnxFile condition = GraphSurgery.cut(lmdm, List.of(CONDITION), carried);
        List<TensorSpec> computed =
                carried.stream().filter(spec -> !given.contains(spec)).toList();
        var without = new Without(GraphSurgery.cut(lmdm, given, computed), List.copyOf(given), List.copyOf(numbers));
        List<TensorSpec> inputs = new ArrayList<>(List.of(X, FRAME, TIME));
        inputs.addAll(carried);
        OnnxFile pass = GraphSurgery.cut(
                lmdm, inputs, List.of(TensorSpec.of(branches.conditioned(), FLOAT32, 1, FRAMES, MOTION)));
        Set<String> items = new HashSet<>(List.of("x", "cond_frame"));
        carried.forEach(spec -> items.add(spec.name()));
        OnnxFile open = GraphSurgery.rename(GraphSurgery.openBatch(pass, items), Map.of(branches.conditioned(), START));
        OnnxFile noise = GraphSurgery.cut(
                lmdm,
                List.of(X, TensorSpec.of("x_start", FLOAT32, 1, FRAMES, MOTION), TIME),
                List.of(TensorSpec.of("pred_noise", FLOAT32, 1, FRAMES, MOTION)));
        return new LmdmParts(condition, open, noise, List.copyOf(carried), without, branches.weight());
    }

    /**
     * What the pass without condition has in the place of {@link #carried}, in the same order.
     *
     * @param engine for the host
     * @param scratch a file to write a part of the network to
     */
    public List<float[]> none(Engine engine, Path scratch) {
        without.network.write(scratch);
        try (Network network = engine.open(scratch, "Ditto lmdm without condition");
                TensorScope scope = engine.scope()) {
            Map<String, float[]> known = new HashMap<>();
            Map<String, Tensor> inputs = new HashMap<>();
            for (int i = 0; i < without.given.size(); i++) {
                TensorSpec spec = without.given.get(i);
                known.put(spec.name(), without.numbers.get(i));
                inputs.put(spec.name(), scope.floats(without.numbers.get(i), spec.shape()));
            }
            Set<String> wanted = new HashSet<>();
            network.signature().outputs().forEach(output -> wanted.add(output.name()));
            inputs.keySet().removeIf(name -> network.signature().input(name).isEmpty());
            network.run(scope, inputs, wanted).forEach((name, tensor) -> {
                float[] values = new float[Math.toIntExact(tensor.size())];
                tensor.floats().get(values);
                known.put(name, values);
            });
            return carried.stream()
                    .map(spec -> Objects.requireNonNull(known.get(spec.name())))
                    .toList();
        }
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
