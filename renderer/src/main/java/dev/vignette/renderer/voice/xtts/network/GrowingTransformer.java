package dev.vignette.renderer.voice.xtts.network;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** With a cache that grows by what is given: for engines that take any shape. It stays where the engine keeps it. */
final class GrowingTransformer implements Transformer {
    private static final String EMBEDS = "inputs_embeds";
    private static final String LOGITS = "logits";
    private static final String HIDDEN = "hidden";

    private final Engine engine;
    private final Network network;
    private final XttsMetadata metadata;
    private final Set<String> outputs = new LinkedHashSet<>();
    private final List<String> cache = new ArrayList<>();

    GrowingTransformer(Engine engine, Path file, XttsMetadata metadata, int codes) {
        this.engine = engine;
        this.metadata = metadata;
        long headSize = metadata.width() / metadata.heads();
        List<TensorSpec> in = new ArrayList<>();
        List<TensorSpec> out = new ArrayList<>();
        in.add(TensorSpec.of(EMBEDS, ElementType.FLOAT32, 1, -1, metadata.width()));
        out.add(TensorSpec.of(LOGITS, ElementType.FLOAT32, 1, codes));
        out.add(TensorSpec.of(HIDDEN, ElementType.FLOAT32, 1, metadata.width()));
        for (int i = 0; i < metadata.layers(); i++) {
            for (String kind : List.of("key_", "value_")) {
                cache.add(kind + i);
                in.add(TensorSpec.of("past_" + kind + i, ElementType.FLOAT32, 1, metadata.heads(), -1, headSize));
                out.add(TensorSpec.of("present_" + kind + i, ElementType.FLOAT32, 1, metadata.heads(), -1, headSize));
            }
        }
        network = engine.open(file, new NetworkContract("XTTS transformer", in, out));
        outputs.add(LOGITS);
        outputs.add(HIDDEN);
        cache.forEach(name -> outputs.add("present_" + name));
    }

    @Override
    public boolean standIn() {
        return network.standIn();
    }

    @Override
    public Run begin() {
        return new Growing();
    }

    private final class Growing implements Run {
        private final TensorScope scope = engine.scope();
        private final Map<String, Tensor> past = new HashMap<>();

        private Growing() {
            long headSize = metadata.width() / metadata.heads();
            for (String name : cache) {
                past.put("past_" + name, scope.floats(new float[0], 1, metadata.heads(), 0, headSize));
            }
        }

        @Override
        public void extend(float[] embeds, float[] logits, float[] hidden) {
            Map<String, Tensor> inputs = new HashMap<>(past);
            Tensor input = scope.floats(embeds, 1, embeds.length / metadata.width(), metadata.width());
            inputs.put(EMBEDS, input);
            Map<String, Tensor> made = network.run(scope, inputs, outputs);
            scope.free(input);
            read(made, LOGITS, logits);
            read(made, HIDDEN, hidden);
            past.values().forEach(scope::free);
            cache.forEach(name -> past.put("past_" + name, Objects.requireNonNull(made.get("present_" + name))));
        }

        private void read(Map<String, Tensor> made, String name, float[] into) {
            Tensor tensor = Objects.requireNonNull(made.get(name), name);
            FloatBuffer numbers = tensor.floats();
            numbers.get(0, into);
            scope.free(tensor);
        }

        @Override
        public void close() {
            scope.close();
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
