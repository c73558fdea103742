package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import java.nio.LongBuffer;
import java.util.Map;

/** A sentence said by two runs for each frame, whose cache and hidden state stay where the engine computes. */
final class SteppedSentence implements LanguageModel.Sentence {
    private final PreparedNetworks networks;
    private final TensorScope scope;
    private final SentenceRows rows;
    private final double sharpness;
    private Map<String, Tensor> talked = Map.of();
    private Map<String, Tensor> predicted = Map.of();
    private int position;
    private int frame;

    /**
     * @param scope of this sentence alone; closed with it
     * @param empty a cache in which nothing is said yet
     */
    SteppedSentence(PreparedNetworks networks, TensorScope scope, SentenceRows rows, Tensor empty, double sharpness) {
        this.networks = networks;
        this.scope = scope;
        this.rows = rows;
        this.sharpness = sharpness;
        try {
            position = rows.inParts(networks.graphs().rows(), (part, count, start) -> {
                Map<String, Tensor> before = talked;
                Tensor cache = before.isEmpty() ? empty : tensor(before, "next_cache");
                talked = networks.prompt(scope, part, start, count - 1, cache);
                before.values().forEach(scope::free);
            });
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    static Tensor tensor(Map<String, Tensor> outputs, String name) {
        Tensor tensor = outputs.get(name);
        if (tensor == null) {
            throw new IllegalStateException("Nothing was said yet of which there could be a next frame.");
        }
        return tensor;
    }

    @Override
    public float[] logits() {
        float[] logits = new float[networks.config().codecVocabulary()];
        tensor(talked, "logits").floats().get(0, logits);
        return logits;
    }

    @Override
    public int[] frame(int first, float[] uniforms) {
        predicted =
                networks.predict(scope, tensor(talked, "hidden"), first, uniforms, sharpness, rows.textAfter(frame));
        LongBuffer said = tensor(predicted, "codes").longs();
        int[] codes = new int[networks.config().codebooks()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (int) said.get(i);
        }
        return codes;
    }

    @Override
    public void advance() {
        Map<String, Tensor> before = talked;
        talked = networks.step(scope, tensor(predicted, "next_row"), position, tensor(before, "next_cache"));
        before.values().forEach(scope::free);
        predicted.values().forEach(scope::free);
        predicted = Map.of();
        position++;
        frame++;
    }

    @Override
    public void close() {
        scope.close();
    }
}
