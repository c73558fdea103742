package dev.vignette.renderer.voice.xtts.network;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;
import static dev.vignette.inference.cuda.DeviceWorkspace.ALIGNMENT;
import static dev.vignette.inference.cuda.DeviceWorkspace.aligned;

import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceEngine;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.cuda.DeviceWorkspace;
import dev.vignette.inference.cuda.HostBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the decoder needs on the device for one utterance at a time: all memory is there from the beginning and every run is tied
 * to it. The key-value cache goes back and forth between two sets of tensors. For one thread at a time.
 */
final class DecoderSlot implements AutoCloseable {
    private final DeviceWorkspace workspace;
    private final CudaStream stream;
    private final int rows;
    private final int width;
    /** What is told before a run, in one copy: position, which row is the last, rows. */
    private final DeviceBuffer told;

    private final HostBuffer telling;
    /** What is read after it, in one copy: scores, the vector. */
    private final DeviceBuffer made;

    private final HostBuffer reading;
    private final long hiddenAt;
    private final BoundRun[] prompts = new BoundRun[2];
    private final BoundRun[] steps = new BoundRun[2];
    /** Which of the two caches is the present one. */
    private int side;

    DecoderSlot(
            DeviceEngine engine,
            XttsMetadata metadata,
            PlacedGraphs graphs,
            int codes,
            DeviceNetwork prompt,
            DeviceNetwork step) {
        rows = graphs.rows();
        width = metadata.width();
        workspace = new DeviceWorkspace(engine.scope());
        stream = workspace.stream();
        try {
            hiddenAt = aligned(4L * codes);
            told = workspace.zeros(2 * ALIGNMENT + 4L * rows * width);
            telling = workspace.mirror(told);
            made = workspace.zeros(hiddenAt + 4L * width);
            reading = workspace.mirror(made);
            List<Map<String, DeviceTensor>> caches = List.of(cache(metadata, graphs), cache(metadata, graphs));
            DeviceTensor start = workspace.tensor(told, 0, INT64, 1);
            DeviceTensor last = workspace.tensor(told, ALIGNMENT, INT64, 1);
            DeviceTensor all = workspace.tensor(told, 2 * ALIGNMENT, FLOAT32, 1, rows, width);
            DeviceTensor one = workspace.tensor(told, 2 * ALIGNMENT, FLOAT32, 1, 1, width);
            DeviceTensor logits = workspace.tensor(made, 0, FLOAT32, 1, codes);
            DeviceTensor hidden = workspace.tensor(made, hiddenAt, FLOAT32, 1, width);
            for (int i = 0; i < 2; i++) {
                Map<String, DeviceTensor> in = new HashMap<>(Map.of("inputs_embeds", one, "start", start));
                caches.get(i).forEach((name, tensor) -> in.put("past_" + name, tensor));
                Map<String, DeviceTensor> out = new HashMap<>(Map.of("logits", logits, "hidden", hidden));
                caches.get(1 - i).forEach((name, tensor) -> out.put("present_" + name, tensor));
                steps[i] = workspace.own(step.bind(workspace.scope(), in, out));
                in.put("inputs_embeds", all);
                in.put("last", last);
                prompts[i] = workspace.own(prompt.bind(workspace.scope(), in, out));
            }
            for (int i = 0; i < 2; i++) {
                // Records them, which whoever speaks first need not wait for.
                prompts[i].launch();
                steps[i].launch();
            }
            stream.synchronize();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Map<String, DeviceTensor> cache(XttsMetadata metadata, PlacedGraphs graphs) {
        long size = width / metadata.heads();
        Map<String, DeviceTensor> cache = new HashMap<>();
        for (String name : PlacedGptGraph.cache(metadata.layers())) {
            cache.put(name, workspace.zeros(graphs.type(), 1, metadata.heads(), graphs.places(), size));
        }
        return cache;
    }

    /** Takes some vectors, at most as many as the prompt's network does at a time. */
    void prompt(float[] embeds, int from, int count, int position) {
        tell(embeds, from, count, position);
        // What is left of the ones before would do as padding, but the same text gives the same numbers.
        telling.segment()
                .asSlice(2 * ALIGNMENT + 4L * count * width, 4L * (rows - count) * width)
                .fill((byte) 0);
        told.upload(stream, telling.segment());
        launch(prompts);
    }

    /** Takes one vector. */
    void step(float[] embeds, int position) {
        tell(embeds, 0, 1, position);
        told.upload(stream, telling.segment().asSlice(0, 2 * ALIGNMENT + 4L * width));
        launch(steps);
    }

    private void tell(float[] embeds, int from, int count, int position) {
        // The device may still be reading what was told before.
        stream.synchronize();
        MemorySegment host = telling.segment();
        host.set(ValueLayout.JAVA_LONG, 0, position);
        host.set(ValueLayout.JAVA_LONG, ALIGNMENT, count - 1L);
        MemorySegment.copy(embeds, from, host, ValueLayout.JAVA_FLOAT, 2 * ALIGNMENT, count * width);
    }

    private void launch(BoundRun[] runs) {
        runs[side].launch();
        side = 1 - side;
    }

    /** Waits for the last run and gives what it made. */
    void read(float[] logits, float[] hidden) {
        made.download(stream, reading.segment());
        stream.synchronize();
        MemorySegment.copy(reading.segment(), ValueLayout.JAVA_FLOAT, 0, logits, 0, logits.length);
        MemorySegment.copy(reading.segment(), ValueLayout.JAVA_FLOAT, hiddenAt, hidden, 0, hidden.length);
    }

    @Override
    public void close() {
        workspace.close();
    }
}
