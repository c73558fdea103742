package dev.vignette.renderer.voice.xtts.network;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.ResourceStack;
import dev.vignette.inference.SparePool;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.DeviceEngine;
import dev.vignette.inference.cuda.DeviceNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * With a cache of fixed places, on devices that record runs: a code is one launch and one wait. Safe to use from several threads; as
 * many {@linkplain DecoderSlot slots} are kept as were ever in use at a time, and one to spare.
 */
final class RecordedTransformer implements Transformer {
    private final XttsMetadata metadata;
    private final PlacedGraphs graphs;
    private final int codes;
    private final ResourceStack open = new ResourceStack();
    private final boolean standIn;
    private final SparePool<DecoderSlot> slots;

    RecordedTransformer(DeviceEngine engine, PlacedGraphs graphs, XttsMetadata metadata, int codes) {
        this.metadata = metadata;
        this.graphs = graphs;
        this.codes = codes;
        try {
            DeviceNetwork prompt =
                    open.push(engine.open(graphs.prompt(), contract("XTTS transformer, prompt", graphs.rows())));
            DeviceNetwork step = open.push(engine.open(graphs.step(), contract("XTTS transformer", 1)));
            standIn = step.standIn();
            // Closed before the networks that its slots are tied to.
            slots = open.push(
                    new SparePool<>("xtts-slot", () -> new DecoderSlot(engine, metadata, graphs, codes, prompt, step)));
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private NetworkContract contract(String title, int rows) {
        List<TensorSpec> in = new ArrayList<>();
        List<TensorSpec> out = new ArrayList<>();
        in.add(TensorSpec.of("inputs_embeds", FLOAT32, 1, rows, metadata.width()));
        in.add(TensorSpec.of("start", INT64, 1));
        if (rows > 1) {
            in.add(TensorSpec.of("last", INT64, 1));
        }
        out.add(TensorSpec.of("logits", FLOAT32, 1, codes));
        out.add(TensorSpec.of("hidden", FLOAT32, 1, metadata.width()));
        long[] cache = {1, metadata.heads(), graphs.places(), metadata.width() / metadata.heads()};
        for (String name : PlacedGptGraph.cache(metadata.layers())) {
            in.add(TensorSpec.of("past_" + name, graphs.type(), cache));
            out.add(TensorSpec.of("present_" + name, graphs.type(), cache));
        }
        return new NetworkContract(title, in, out);
    }

    @Override
    public boolean standIn() {
        return standIn;
    }

    @Override
    public Run begin() {
        return new Said(slots.take());
    }

    private final class Said implements Run {
        private final DecoderSlot slot;
        private int position;
        private boolean closed;

        Said(DecoderSlot slot) {
            this.slot = slot;
        }

        @Override
        public void extend(float[] embeds, float[] logits, float[] hidden) {
            int width = metadata.width();
            int count = embeds.length / width;
            if (position + count > graphs.places()) {
                throw new IllegalArgumentException("There are " + graphs.places() + " places, and " + position
                        + " of them are taken: " + count + " more do not fit.");
            }
            if (count == 1) {
                slot.step(embeds, position);
            }
            for (int from = 0; from < count && count > 1; from += graphs.rows()) {
                int some = Math.min(graphs.rows(), count - from);
                slot.prompt(embeds, from * width, some, position + from);
            }
            position += count;
            slot.read(logits, hidden);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                slots.give(slot);
            }
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
