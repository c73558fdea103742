package dev.vignette.renderer.voice.moss;

import static java.util.Objects.requireNonNull;

import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The language model at work: reads a prompt and writes frames of codes until the speech ends. Keeps nothing between
 * passages; safe to use from several threads.
 */
final class FrameWriter {
    /** The largest float below one. */
    private static final float BELOW_ONE = 0.99999994f;

    private final MossNetworks networks;
    private final FrameSampler sampler;
    private final Network prefill;
    private final Network step;

    FrameWriter(MossNetworks networks, FrameSampler sampler) {
        this.networks = networks;
        this.sampler = sampler;
        prefill = networks.network(MossNetworks.Part.PREFILL);
        step = networks.network(MossNetworks.Part.DECODE_STEP);
    }

    /**
     * @param most frames after which it is stopped
     * @param frames takes each frame as soon as it is drawn, and may stop the writing by an exception
     * @return whether the model came to an end by itself
     */
    boolean write(PromptRows prompt, long seed, int most, Consumer<int[]> frames) {
        MossModel model = networks.model();
        SplittableRandom random = new SplittableRandom(seed);
        SeenCodes seen = new SeenCodes(model.codebooks(), model.codebookSize());
        try (TensorScope memory = networks.engine().scope()) {
            State state = begin(memory, prompt);
            for (int count = 0; count < most; count++) {
                Optional<int[]> frame = draw(state.hidden, seen, numbers(random, 1 + model.codebooks()));
                if (frame.isEmpty()) {
                    return true;
                }
                seen.add(frame.get());
                frames.accept(frame.get());
                if (count + 1 < most) {
                    state = next(memory, state, PromptRows.of(model.manifest().ttsConfig(), frame.get()));
                }
            }
            return false;
        }
    }

    /**
     * @param hidden of the last position
     * @param past by the name of the input that it is for
     */
    @SuppressWarnings("ArrayRecordComponent") // Numbers on their way, never compared.
    private record State(float[] hidden, Map<String, Tensor> past, int length) {}

    private State begin(TensorScope memory, PromptRows prompt) {
        List<String> names = networks.model().language().onnx().prefillOutputNames();
        Map<String, Tensor> out = prefill.run(
                memory,
                Map.of(
                        "input_ids", Int32.of(memory, prompt.values(), 1, prompt.count(), prompt.width()),
                        "attention_mask", Int32.filled(memory, 1, 1, prompt.count())),
                new LinkedHashSet<>(names));
        return state(memory, names, out, prompt.count());
    }

    private State next(TensorScope memory, State state, PromptRows row) {
        List<String> names = networks.model().language().onnx().decodeOutputNames();
        Map<String, Tensor> inputs = new HashMap<>(state.past);
        Tensor ids = Int32.of(memory, row.values(), 1, 1, row.width());
        Tensor length = Int32.one(memory, state.length);
        inputs.put("input_ids", ids);
        inputs.put("past_valid_lengths", length);
        Map<String, Tensor> out = step.run(memory, inputs, new LinkedHashSet<>(names));
        memory.free(ids);
        memory.free(length);
        state.past.values().forEach(memory::free);
        return state(memory, names, out, state.length + 1);
    }

    private State state(TensorScope memory, List<String> names, Map<String, Tensor> out, int length) {
        Tensor all = requireNonNull(out.get(names.getFirst()));
        int width = networks.model().language().modelConfig().hiddenSize();
        float[] hidden = new float[width];
        FloatBuffer values = all.floats();
        values.get(values.limit() - width, hidden);
        memory.free(all);
        Map<String, Tensor> past = new HashMap<>();
        List<String> inputs = networks.pasts();
        for (int i = 0; i < inputs.size(); i++) {
            past.put(inputs.get(i), out.get(names.get(1 + i)));
        }
        return new State(hidden, past, length);
    }

    private Optional<int[]> draw(float[] hidden, SeenCodes seen, float[] random) {
        try (TensorScope scope = networks.engine().scope()) {
            return sampler.draw(scope, scope.floats(hidden, 1, hidden.length), seen, random);
        }
    }

    private static float[] numbers(SplittableRandom random, int count) {
        float[] u = new float[count];
        for (int i = 0; i < count; i++) {
            u[i] = Math.min(BELOW_ONE, (float) random.nextDouble());
        }
        return u;
    }
}
