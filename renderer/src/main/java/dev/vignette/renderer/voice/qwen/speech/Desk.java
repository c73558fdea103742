package dev.vignette.renderer.voice.qwen.speech;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaEvent;
import dev.vignette.inference.cuda.CudaGraph;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceCopies;
import dev.vignette.inference.cuda.DeviceEngine;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.cuda.HostBuffer;
import dev.vignette.renderer.voice.qwen.graph.PreparedGraphs;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A place on the device where one sentence at a time is said: all memory is there from the beginning and every run is tied to
 * it, so that a frame is two launches. The caches go back and forth between two buffers each. For one thread at a time.
 */
final class Desk implements AutoCloseable {
    /** Where tensors may begin. */
    private static final long ALIGNED = 256;

    private final CudaStream stream;
    private final DeviceScope scope;
    private final QwenConfig config;
    private final int rows;
    private final List<AutoCloseable> open = new ArrayList<>();
    /** What is told before each frame, in one copy: start, sharpness, the code's row, the sum so far, uniforms. */
    private final DeviceBuffer told;

    private final HostBuffer telling;
    private final long rowAt;
    private final long sumAt;
    private final long uniformsAt;
    /** The rows of a prompt and which of them is the last. */
    private final DeviceBuffer asked;

    private final HostBuffer asking;
    private final DeviceBuffer codes;
    private final DeviceTensor logits;
    private final HostBuffer answered;
    private final CudaEvent coded;
    private final CudaGraph predictor;
    private final BoundRun[] prompts = new BoundRun[2];
    private final BoundRun[] steps = new BoundRun[2];
    /** Which of the talker's two caches is the present one. */
    private int side;

    /** The networks that a desk runs: those of {@link PreparedGraphs}. */
    record Networks(DeviceNetwork prompt, DeviceNetwork step, DeviceNetwork predictorStep) {}

    Desk(DeviceEngine engine, QwenConfig config, PreparedGraphs graphs, Networks networks) {
        this.config = config;
        rows = graphs.rows();
        int width = config.talker().width();
        int books = config.codebooks();
        scope = kept(engine.scope());
        stream = scope.stream();
        try {
            rowAt = 2 * ALIGNED;
            sumAt = rowAt + aligned(4L * width);
            uniformsAt = sumAt + aligned(4L * width);
            told = zeros(uniformsAt + books * ALIGNED);
            telling = kept(HostBuffer.allocate(engine.device(), told.sizeInBytes()));
            asked = zeros(4L * rows * width + ALIGNED);
            asking = kept(HostBuffer.allocate(engine.device(), asked.sizeInBytes()));
            codes = zeros(books * ALIGNED);
            answered = kept(HostBuffer.allocate(engine.device(), codes.sizeInBytes() + 4L * config.codecVocabulary()));
            coded = kept(CudaEvent.ordering(engine.device()));
            logits = part(zeros(4L * config.codecVocabulary()), 0, FLOAT32, 1, config.codecVocabulary());
            DeviceTensor hidden = row();
            DeviceTensor next = row();
            predictor = chain(networks.predictorStep, graphs, hidden, next);
            DeviceTensor start = part(told, 0, INT64, 1);
            DeviceTensor all = part(asked, 0, FLOAT32, rows, width);
            DeviceTensor last = part(asked, 4L * rows * width, INT64, 1);
            DeviceTensor[] caches = caches(config.talker(), graphs.places(), graphs.type());
            for (int i = 0; i < 2; i++) {
                Map<String, DeviceTensor> results =
                        Map.of("logits", logits, "hidden", hidden, "next_cache", caches[1 - i]);
                prompts[i] = kept(networks.prompt.bind(
                        scope, Map.of("rows", all, "start", start, "last", last, "cache", caches[i]), results));
                steps[i] = kept(
                        networks.step.bind(scope, Map.of("rows", next, "start", start, "cache", caches[i]), results));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The predictor's sixteen positions, each run tied to what the one before gave, recorded as one. */
    private CudaGraph chain(DeviceNetwork network, PreparedGraphs graphs, DeviceTensor hidden, DeviceTensor next) {
        int books = config.codebooks();
        DeviceBuffer places = kept(DeviceBuffer.allocate(stream, books * ALIGNED));
        try (HostBuffer numbers = HostBuffer.allocate(scope.stream().device(), places.sizeInBytes())) {
            for (int i = 0; i < books; i++) {
                numbers.segment().set(ValueLayout.JAVA_LONG, i * ALIGNED, i);
            }
            places.upload(stream, numbers.segment());
            stream.synchronize();
        }
        int width = config.talker().width();
        DeviceTensor[] given = {row(), row()};
        DeviceTensor[] sums = {row(), row()};
        DeviceTensor[] caches = caches(config.predictor(), books, graphs.type());
        BoundRun[] runs = new BoundRun[books];
        for (int i = 0; i < books; i++) {
            // At the first position nothing is said: what comes of it but keys and values is overwritten.
            DeviceTensor row = i == 0 ? hidden : i == 1 ? part(told, rowAt, FLOAT32, 1, width) : given[i % 2];
            DeviceTensor sum = i < 2 ? part(told, sumAt, FLOAT32, 1, width) : sums[i % 2];
            runs[i] = kept(network.bind(
                    scope,
                    Map.of(
                            "row",
                            row,
                            "sum",
                            sum,
                            "position",
                            part(places, i * ALIGNED, INT64, 1),
                            "uniform",
                            part(told, uniformsAt + i * ALIGNED, FLOAT32, 1, 1),
                            "sharpness",
                            part(told, ALIGNED, FLOAT32, 1),
                            "cache",
                            caches[i % 2]),
                    Map.of(
                            "code",
                            part(codes, i * ALIGNED, INT64, 1),
                            "next_row",
                            given[1 - i % 2],
                            "next_sum",
                            i == books - 1 ? next : sums[1 - i % 2],
                            "next_cache",
                            caches[1 - i % 2])));
        }
        return kept(stream.capture(() -> {
            for (BoundRun run : runs) {
                run.enqueue();
            }
        }));
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

    private DeviceTensor row() {
        return part(
                zeros(4L * config.talker().width()),
                0,
                FLOAT32,
                1,
                config.talker().width());
    }

    private DeviceTensor part(DeviceBuffer buffer, long offset, ElementType type, long... shape) {
        long bytes = type.bytes();
        for (long side : shape) {
            bytes *= side;
        }
        return scope.wrap(type, buffer.slice(offset, bytes), shape);
    }

    private DeviceTensor[] caches(DecoderShape shape, int places, ElementType type) {
        long[] sizes = {2L * shape.layers(), shape.keyValueHeads(), places, shape.headSize()};
        long bytes = type.bytes();
        for (long size : sizes) {
            bytes *= size;
        }
        return new DeviceTensor[] {part(zeros(bytes), 0, type, sizes), part(zeros(bytes), 0, type, sizes)};
    }

    /** Takes some rows of a prompt, as many as the graph does at a time, of which {@code count} are meant. */
    void take(float[] values, int count, int position) {
        MemorySegment host = asking.segment();
        MemorySegment.copy(values, 0, host, ValueLayout.JAVA_FLOAT, 0, values.length);
        host.set(ValueLayout.JAVA_LONG, 4L * rows * config.talker().width(), count - 1L);
        telling.segment().set(ValueLayout.JAVA_LONG, 0, position);
        asked.upload(stream, host);
        told.upload(stream, telling.segment());
        prompts[side].launch();
        side = 1 - side;
        DeviceCopies.toHost(stream, logits, scores());
        stream.synchronize();
    }

    /**
     * Says a frame, and goes on to the next without waiting for it.
     *
     * @param code of codebook 0, whose row is {@code row}
     * @param text of the next row
     * @param position of the next row
     * @return the frame's codes
     */
    int[] say(int code, float[] row, float[] uniforms, double sharpness, float[] text, int position) {
        MemorySegment host = telling.segment();
        host.set(ValueLayout.JAVA_LONG, 0, position);
        host.set(ValueLayout.JAVA_FLOAT, ALIGNED, (float) sharpness);
        for (int i = 0; i < row.length; i++) {
            host.set(ValueLayout.JAVA_FLOAT, rowAt + 4L * i, row[i]);
            host.set(ValueLayout.JAVA_FLOAT, sumAt + 4L * i, text[i] + row[i]);
        }
        for (int i = 0; i < uniforms.length; i++) {
            host.set(ValueLayout.JAVA_FLOAT, uniformsAt + (i + 1) * ALIGNED, uniforms[i]);
        }
        told.upload(stream, host);
        predictor.launch(stream);
        MemorySegment said = answered.segment().asSlice(4L * config.codecVocabulary(), codes.sizeInBytes());
        codes.download(stream, said);
        coded.record(stream);
        steps[side].launch();
        side = 1 - side;
        DeviceCopies.toHost(stream, logits, scores());
        coded.synchronize();
        int[] frame = new int[config.codebooks()];
        frame[0] = code;
        for (int i = 1; i < frame.length; i++) {
            frame[i] = (int) said.get(ValueLayout.JAVA_LONG, i * ALIGNED);
        }
        return frame;
    }

    private MemorySegment scores() {
        return answered.segment().asSlice(0, 4L * config.codecVocabulary());
    }

    /** Scores of codebook 0 after what was said last. */
    float[] logits() {
        stream.synchronize();
        return scores().toArray(ValueLayout.JAVA_FLOAT);
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
