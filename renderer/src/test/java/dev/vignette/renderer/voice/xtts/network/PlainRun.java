package dev.vignette.renderer.voice.xtts.network;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The graphs with places run one by one by any engine, in order to see what they say. */
final class PlainRun implements Transformer.Run {
    private final TensorScope scope;
    private final Network prompt;
    private final Network step;
    private final PlacedGraphs graphs;
    private final XttsMetadata metadata;
    private final Set<String> outputs = new HashSet<>(Set.of("logits", "hidden"));
    private final Map<String, Tensor> past = new HashMap<>();
    private int position;

    PlainRun(Engine engine, PlacedGraphs graphs, XttsMetadata metadata) {
        this.graphs = graphs;
        this.metadata = metadata;
        scope = engine.scope();
        prompt = engine.open(graphs.prompt(), "XTTS transformer, prompt");
        step = engine.open(graphs.step(), "XTTS transformer");
        int head = metadata.width() / metadata.heads();
        for (String name : PlacedGptGraph.cache(metadata.layers())) {
            outputs.add("present_" + name);
            byte[] anything =
                    new byte[metadata.width() * graphs.places() * graphs.type().bytes()];
            // What nobody has written is never seen.
            Arrays.fill(anything, (byte) 0x33);
            past.put(
                    "past_" + name,
                    scope.bytes(graphs.type(), ByteBuffer.wrap(anything), 1, metadata.heads(), graphs.places(), head));
        }
    }

    @Override
    public void extend(float[] embeds, float[] logits, float[] hidden) {
        int width = metadata.width();
        int count = embeds.length / width;
        if (count == 1) {
            run(step, embeds, 1, 1, logits, hidden);
            return;
        }
        for (int from = 0; from < count; from += graphs.rows()) {
            int some = Math.min(graphs.rows(), count - from);
            float[] rows = new float[graphs.rows() * width];
            System.arraycopy(embeds, from * width, rows, 0, some * width);
            run(prompt, rows, graphs.rows(), some, logits, hidden);
        }
    }

    private void run(Network network, float[] rows, int all, int count, float[] logits, float[] hidden) {
        Map<String, Tensor> inputs = new HashMap<>(past);
        inputs.put("inputs_embeds", scope.floats(rows, 1, all, metadata.width()));
        inputs.put("start", scope.longs(new long[] {position}, 1));
        if (all > 1) {
            inputs.put("last", scope.longs(new long[] {count - 1}, 1));
        }
        Map<String, Tensor> made = network.run(scope, inputs, outputs);
        made.get("logits").floats().get(0, logits);
        made.get("hidden").floats().get(0, hidden);
        past.values().forEach(scope::free);
        for (String name : PlacedGptGraph.cache(metadata.layers())) {
            past.put("past_" + name, made.get("present_" + name));
        }
        position += count;
    }

    ElementType type() {
        return graphs.type();
    }

    @Override
    public void close() {
        scope.close();
        prompt.close();
        step.close();
    }
}
