package dev.vignette.renderer.voice.xtts.network;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceEngine;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.cuda.HostBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A place on the device where one utterance at a time is said: all memory is there from the beginning and every run is tied to it.
 * The cache goes back and forth between two buffers. For one thread at a time.
 */
final class Desk implements AutoCloseable {
    /** Where tensors may begin. */
    private static final long ALIGNED = 256;

    private final CudaStream stream;
    private final DeviceScope scope;
    private final int rows;
    private final int width;
    private final List<AutoCloseable> open = new ArrayList<>();
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

    Desk(
            DeviceEngine engine,
            XttsMetadata metadata,
            PlacedGraphs graphs,
            int codes,
            DeviceNetwork prompt,
            DeviceNetwork step) {
        rows = graphs.rows();
        width = metadata.width();
        scope = kept(engine.scope());
        stream = scope.stream();
        try {
            hiddenAt = aligned(4L * codes);
            told = zeros(2 * ALIGNED + 4L * rows * width);
            telling = kept(HostBuffer.allocate(engine.device(), told.sizeInBytes()));
            made = zeros(hiddenAt + 4L * width);
            reading = kept(HostBuffer.allocate(engine.device(), made.sizeInBytes()));
            List<Map<String, DeviceTensor>> caches = List.of(cache(metadata, graphs), cache(metadata, graphs));
            DeviceTensor start = part(told, 0, INT64, 1);
            DeviceTensor last = part(told, ALIGNED, INT64, 1);
            DeviceTensor all = part(told, 2 * ALIGNED, FLOAT32, 1, rows, width);
            DeviceTensor one = part(told, 2 * ALIGNED, FLOAT32, 1, 1, width);
            DeviceTensor logits = part(made, 0, FLOAT32, 1, codes);
            DeviceTensor hidden = part(made, hiddenAt, FLOAT32, 1, width);
            for (int i = 0; i < 2; i++) {
                Map<String, DeviceTensor> in = new HashMap<>(Map.of("inputs_embeds", one, "start", start));
                caches.get(i).forEach((name, tensor) -> in.put("past_" + name, tensor));
                Map<String, DeviceTensor> out = new HashMap<>(Map.of("logits", logits, "hidden", hidden));
                caches.get(1 - i).forEach((name, tensor) -> out.put("present_" + name, tensor));
                steps[i] = kept(step.bind(scope, in, out));
                in.put("inputs_embeds", all);
                in.put("last", last);
                prompts[i] = kept(prompt.bind(scope, in, out));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T kept(T what) {
        open.add(what);
        return what;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNED - 1) / ALIGNED * ALIGNED;
    }

    /** What lies in fresh memory may be no number, and no share of it, not even none, is one. */
    private DeviceBuffer zeros(long bytes) {
        DeviceBuffer buffer = kept(DeviceBuffer.allocate(stream, bytes));
        buffer.fill(stream, 0);
        return buffer;
    }

    private DeviceTensor part(DeviceBuffer buffer, long offset, ElementType type, long... shape) {
        long bytes = type.bytes();
        for (long size : shape) {
            bytes *= size;
        }
        return scope.wrap(type, buffer.slice(offset, bytes), shape);
    }

    private Map<String, DeviceTensor> cache(XttsMetadata metadata, PlacedGraphs graphs) {
        String[] names = PlacedGptGraph.cache(metadata.layers());
        long each = aligned((long) graphs.type().bytes() * width * graphs.places());
        DeviceBuffer buffer = zeros(each * names.length);
        Map<String, DeviceTensor> cache = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            long size = width / metadata.heads();
            cache.put(names[i], part(buffer, i * each, graphs.type(), 1, metadata.heads(), graphs.places(), size));
        }
        return cache;
    }

    /** Takes some vectors, at most as many as the prompt's network does at a time. */
    void prompt(float[] embeds, int from, int count, int position) {
        tell(embeds, from, count, position);
        // What is left of the ones before would do as padding, but the same text gives the same numbers.
        telling.segment()
                .asSlice(2 * ALIGNED + 4L * count * width, 4L * (rows - count) * width)
                .fill((byte) 0);
        told.upload(stream, telling.segment());
        launch(prompts);
    }

    /** Takes one vector. */
    void step(float[] embeds, int position) {
        tell(embeds, 0, 1, position);
        told.upload(stream, telling.segment().asSlice(0, 2 * ALIGNED + 4L * width));
        launch(steps);
    }

    private void tell(float[] embeds, int from, int count, int position) {
        // The device may still be reading what was told before.
        stream.synchronize();
        MemorySegment host = telling.segment();
        host.set(ValueLayout.JAVA_LONG, 0, position);
        host.set(ValueLayout.JAVA_LONG, ALIGNED, count - 1L);
        MemorySegment.copy(embeds, from, host, ValueLayout.JAVA_FLOAT, 2 * ALIGNED, count * width);
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
        for (AutoCloseable one : open.reversed()) {
            try {
                one.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        open.clear();
    }
}
