package dev.vignette.renderer.voice.qwen.speech;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;
import static dev.vignette.inference.cuda.DeviceWorkspace.ALIGNMENT;
import static dev.vignette.inference.cuda.DeviceWorkspace.aligned;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaEvent;
import dev.vignette.inference.cuda.CudaGraph;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceCopies;
import dev.vignette.inference.cuda.DeviceEngine;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.cuda.DeviceWorkspace;
import dev.vignette.inference.cuda.HostBuffer;
import dev.vignette.renderer.voice.qwen.graph.PreparedGraphs;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/**
 * What the decoder needs on the device for one sentence at a time: all memory is there from the beginning and every run is tied
 * to it, so that a frame is two launches. The key-value caches go back and forth between two buffers each. For one thread at a
 * time.
 */
final class DecoderSlot implements AutoCloseable {
    private final DeviceWorkspace workspace;
    private final CudaStream stream;
    private final QwenConfig config;
    private final int rows;
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

    /** The networks that a slot runs: those of {@link PreparedGraphs}. */
    record Networks(DeviceNetwork prompt, DeviceNetwork step, DeviceNetwork predictorStep) {}

    DecoderSlot(DeviceEngine engine, QwenConfig config, PreparedGraphs graphs, Networks networks) {
        this.config = config;
        rows = graphs.rows();
        int width = config.talker().width();
        int books = config.codebooks();
        workspace = new DeviceWorkspace(engine.scope());
        stream = workspace.stream();
        try {
            rowAt = 2 * ALIGNMENT;
            sumAt = rowAt + aligned(4L * width);
            uniformsAt = sumAt + aligned(4L * width);
            told = workspace.zeros(uniformsAt + books * ALIGNMENT);
            telling = workspace.mirror(told);
            asked = workspace.zeros(4L * rows * width + ALIGNMENT);
            asking = workspace.mirror(asked);
            codes = workspace.zeros(books * ALIGNMENT);
            answered = workspace.own(
                    HostBuffer.allocate(engine.device(), codes.sizeInBytes() + 4L * config.codecVocabulary()));
            coded = workspace.own(CudaEvent.ordering(engine.device()));
            logits = workspace.zeros(FLOAT32, 1, config.codecVocabulary());
            DeviceTensor hidden = row();
            DeviceTensor next = row();
            predictor = chain(networks.predictorStep, graphs, hidden, next);
            DeviceTensor start = workspace.tensor(told, 0, INT64, 1);
            DeviceTensor all = workspace.tensor(asked, 0, FLOAT32, rows, width);
            DeviceTensor last = workspace.tensor(asked, 4L * rows * width, INT64, 1);
            DeviceTensor[] caches = caches(config.talker(), graphs.places(), graphs.type());
            for (int i = 0; i < 2; i++) {
                Map<String, DeviceTensor> results =
                        Map.of("logits", logits, "hidden", hidden, "next_cache", caches[1 - i]);
                prompts[i] = workspace.own(networks.prompt.bind(
                        workspace.scope(),
                        Map.of("rows", all, "start", start, "last", last, "cache", caches[i]),
                        results));
                steps[i] = workspace.own(networks.step.bind(
                        workspace.scope(), Map.of("rows", next, "start", start, "cache", caches[i]), results));
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

    /** The predictor's sixteen positions, each run tied to what the one before gave, recorded as one. */
    private CudaGraph chain(DeviceNetwork network, PreparedGraphs graphs, DeviceTensor hidden, DeviceTensor next) {
        int books = config.codebooks();
        DeviceBuffer places = workspace.own(DeviceBuffer.allocate(stream, books * ALIGNMENT));
        try (HostBuffer numbers = HostBuffer.allocate(stream.device(), places.sizeInBytes())) {
            for (int i = 0; i < books; i++) {
                numbers.segment().set(ValueLayout.JAVA_LONG, i * ALIGNMENT, i);
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
            DeviceTensor row =
                    i == 0 ? hidden : i == 1 ? workspace.tensor(told, rowAt, FLOAT32, 1, width) : given[i % 2];
            DeviceTensor sum = i < 2 ? workspace.tensor(told, sumAt, FLOAT32, 1, width) : sums[i % 2];
            runs[i] = workspace.own(network.bind(
                    workspace.scope(),
                    Map.of(
                            "row",
                            row,
                            "sum",
                            sum,
                            "position",
                            workspace.tensor(places, i * ALIGNMENT, INT64, 1),
                            "uniform",
                            workspace.tensor(told, uniformsAt + i * ALIGNMENT, FLOAT32, 1, 1),
                            "sharpness",
                            workspace.tensor(told, ALIGNMENT, FLOAT32, 1),
                            "cache",
                            caches[i % 2]),
                    Map.of(
                            "code",
                            workspace.tensor(codes, i * ALIGNMENT, INT64, 1),
                            "next_row",
                            given[1 - i % 2],
                            "next_sum",
                            i == books - 1 ? next : sums[1 - i % 2],
                            "next_cache",
                            caches[1 - i % 2])));
        }
        return workspace.own(stream.capture(() -> {
            for (BoundRun run : runs) {
                run.enqueue();
            }
        }));
    }

    private DeviceTensor row() {
        return workspace.zeros(FLOAT32, 1, config.talker().width());
    }

    private DeviceTensor[] caches(DecoderShape shape, int places, ElementType type) {
        long[] sizes = {2L * shape.layers(), shape.keyValueHeads(), places, shape.headSize()};
        return new DeviceTensor[] {workspace.zeros(type, sizes), workspace.zeros(type, sizes)};
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
        host.set(ValueLayout.JAVA_FLOAT, ALIGNMENT, (float) sharpness);
        for (int i = 0; i < row.length; i++) {
            host.set(ValueLayout.JAVA_FLOAT, rowAt + 4L * i, row[i]);
            host.set(ValueLayout.JAVA_FLOAT, sumAt + 4L * i, text[i] + row[i]);
        }
        for (int i = 0; i < uniforms.length; i++) {
            host.set(ValueLayout.JAVA_FLOAT, uniformsAt + (i + 1) * ALIGNMENT, uniforms[i]);
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
            frame[i] = (int) said.get(ValueLayout.JAVA_LONG, i * ALIGNMENT);
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
        workspace.close();
    }
}
