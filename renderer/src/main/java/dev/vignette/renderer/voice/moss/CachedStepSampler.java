package dev.vignette.renderer.voice.moss;

import static java.util.Objects.requireNonNull;

import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.renderer.voice.moss.MossManifest.ModelConfig;
import dev.vignette.renderer.voice.moss.MossManifest.SamplingConstants;
import dev.vignette.renderer.voice.moss.MossManifest.TtsConfig;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The same sampling outside the network, code by code by {@code local_cached_step}: as many runs a frame as there are codebooks
 * and one more. Checks the sampling inside, and lets its settings be tried.
 */
final class CachedStepSampler implements FrameSampler {
    private static final int OF_HIDDEN = 0;
    private static final int OF_TEXT = 1;
    private static final int OF_CODE = 2;

    private final Network network;
    private final MossModel model;
    private final SamplingConstants constants;

    CachedStepSampler(MossNetworks networks) {
        network = networks.network(MossNetworks.Part.CACHED_STEP);
        model = networks.model();
        constants = model.language().onnx().fixedSampledFrameConstants();
    }

    @Override
    public Optional<int[]> draw(TensorScope scope, Tensor hidden, SeenCodes seen, float[] random) {
        TtsConfig ids = model.manifest().ttsConfig();
        Steps steps = new Steps(scope, hidden);
        FloatBuffer text =
                requireNonNull(steps.run(OF_HIDDEN, 0, 0, 0).get("text_logits")).floats();
        double go = text.get(ids.audioAssistantSlotTokenId());
        double end = text.get(ids.audioEndTokenId());
        if (random[0] > 1 / (1 + Math.exp(end - go))) {
            return Optional.empty();
        }
        int[] frame = new int[model.codebooks()];
        Map<String, Tensor> out = steps.run(OF_TEXT, ids.audioAssistantSlotTokenId(), 0, 0);
        for (int i = 0; i < frame.length; i++) {
            float[] logits = new float[model.codebookSize()];
            requireNonNull(out.get("audio_logits")).floats().get(i * logits.length, logits);
            frame[i] = choose(logits, i, seen, random[1 + i]);
            if (i + 1 < frame.length) {
                out = steps.run(OF_CODE, 0, frame[i], i);
            }
        }
        return Optional.of(frame);
    }

    /** Penalty, temperature, the best few, as many of them as make up {@code top p}, then the inverse of their distribution. */
    private int choose(float[] logits, int codebook, SeenCodes seen, float u) {
        for (int i = 0; i < logits.length; i++) {
            if (seen.contains(codebook, i)) {
                float penalty = constants.audioRepetitionPenalty();
                logits[i] = logits[i] < 0 ? logits[i] * penalty : logits[i] / penalty;
            }
            logits[i] /= constants.audioTemperature();
        }
        List<Integer> best = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]))
                .limit(constants.audioTopK())
                .toList();
        double[] share = best.stream()
                .mapToDouble(i -> Math.exp(logits[i] - logits[best.getFirst()]))
                .toArray();
        double all = IntStream.range(0, share.length).mapToDouble(i -> share[i]).sum();
        double kept = 0;
        int count = 0;
        while (count < share.length && kept / all < constants.audioTopP()) {
            kept += share[count++];
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += share[i] / kept;
            if (sum >= u) {
                return best.get(i);
            }
        }
        return best.get(count - 1);
    }

    /** Runs for one frame, which remember those before. */
    private final class Steps {
        private final TensorScope scope;
        private final Tensor hidden;
        private final Map<String, Tensor> past = new HashMap<>();
        private int length;

        Steps(TensorScope scope, Tensor hidden) {
            this.scope = scope;
            this.hidden = hidden;
            ModelConfig config = model.language().modelConfig();
            for (int layer = 0; layer < config.localLayers(); layer++) {
                for (String kind : List.of("key_", "value_")) {
                    past.put(
                            "local_past_" + kind + layer,
                            scope.floats(new float[0], 1, 0, config.localHeads(), config.localHeadDim()));
                }
            }
        }

        Map<String, Tensor> run(int type, int text, int code, int codebook) {
            Map<String, Tensor> inputs = new HashMap<>(past);
            inputs.put("global_hidden", hidden);
            inputs.put("text_token_id", Int32.one(scope, text));
            inputs.put("audio_token_id", Int32.one(scope, code));
            inputs.put("channel_index", Int32.one(scope, codebook));
            inputs.put("step_type", Int32.one(scope, type));
            inputs.put("past_valid_lengths", Int32.one(scope, length++));
            Set<String> wanted = new LinkedHashSet<>(Set.of("text_logits", "audio_logits"));
            past.keySet().forEach(name -> wanted.add(name.replace("local_past_", "local_present_")));
            Map<String, Tensor> out = network.run(scope, inputs, wanted);
            past.replaceAll((name, old) -> out.get(name.replace("local_past_", "local_present_")));
            return out;
        }
    }
}
