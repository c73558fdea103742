package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import dev.vignette.inference.Engine;
import dev.vignette.inference.ResourceStack;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaEvent;
import dev.vignette.inference.cuda.CudaGraph;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceCopies;
import dev.vignette.inference.cuda.DeviceMemory;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.cuda.HostBuffer;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.renderer.face.ditto.motion.DiffusionSchedule;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Windows of motion, all their steps as one recorded graph. What comes from the condition is computed before the steps; both passes of the
 * guidance of all windows are one batch. Takes its memory once. Used by one thread at a time.
 */
public final class MotionLoop implements AutoCloseable {
    private static final int NUMBERS = LmdmParts.FRAMES * LmdmParts.MOTION;
    private static final int CONDITION = LmdmParts.FRAMES * 1103;
    private static final long WINDOW_BYTES = 4L * NUMBERS;
    /** Where TensorRT wants its tensors to begin. */
    private static final int ALIGNMENT = 256;

    private final int windows;
    private final CudaStream stream;
    private final DeviceScope scope;
    private final ResourceStack owned = new ResourceStack();
    private final DeviceTensor x;
    private final DeviceTensor frame;
    private final List<DeviceTensor> conditions = new ArrayList<>();
    private final DeviceBuffer fresh;
    private final HostBuffer noisy;
    private final HostBuffer rests;
    private final HostBuffer rows;
    private final HostBuffer freshNoise;
    private final HostBuffer results;
    private final CudaEvent done;
    private final CudaGraph graph;
    private final NoisePlaces noise;

    /**
     * A window to be computed.
     *
     * @param initial 80 × 265 numbers of noise to begin with
     * @param between noise between the steps, 80 × 265 numbers each; sent to the device when it is another than before
     * @param rest 265 numbers, the motion that the window continues
     * @param rows 80 condition rows of 1103 numbers
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way to a device, never compared.
    public record Window(float[] initial, float[][] between, float[] rest, List<float[]> rows) {}

    /** One window at once. */
    public MotionLoop(DeviceNetworks networks, FrameKernels kernels, Engine host, int steps, int exact) {
        this(networks, kernels, host, steps, exact, 1);
    }

    /**
     * @param host an engine for the host, which the network's table of factors is read with
     * @param steps network calls for each window
     * @param exact how many of the last steps are computed in single precision; those before them with {@link Precision#TF32}, whose
     *     errors the steps after them take away again
     * @param windows at once
     */
    public MotionLoop(DeviceNetworks networks, FrameKernels kernels, Engine host, int steps, int exact, int windows) {
        this.windows = windows;
        LmdmParts parts = networks.lmdm();
        scope = networks.engine().scope();
        stream = scope.stream();
        noise = new NoisePlaces(windows);
        try {
            List<DiffusionSchedule.Step> schedule = DiffusionSchedule.steps(steps);
            int[] times =
                    schedule.stream().mapToInt(DiffusionSchedule.Step::time).toArray();
            List<StepFactors> factors =
                    StepFactors.of(host, parts, networks.directory().resolve("noise.onnx"), times);
            int items = 2 * windows;
            x = scope.device(FLOAT32, items, LmdmParts.FRAMES, LmdmParts.MOTION);
            frame = scope.device(FLOAT32, items, LmdmParts.MOTION);
            DeviceTensor passes = scope.device(FLOAT32, items, LmdmParts.FRAMES, LmdmParts.MOTION);
            DeviceBuffer timeMemory =
                    owned.push(DeviceBuffer.of(stream, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_LONG, times[0])));
            DeviceTensor time = scope.wrap(INT64, timeMemory, 1);
            fresh = owned.push(DeviceBuffer.allocate(stream, WINDOW_BYTES * windows * steps));
            fresh.fill(stream, 0);
            noisy = host(networks, items * WINDOW_BYTES);
            rests = host(networks, 4L * items * LmdmParts.MOTION);
            rows = host(networks, 4L * windows * CONDITION);
            freshNoise = host(networks, fresh.sizeInBytes());
            results = host(networks, items * WINDOW_BYTES);
            done = owned.push(CudaEvent.waiting(networks.engine().device()));
            List<float[]> nothing = parts.none(host, networks.directory().resolve("without-condition.onnx"));
            Map<String, DeviceTensor> inputs = new HashMap<>(Map.of("x", x, "cond_frame", frame, "time_cond", time));
            List<Runnable> encodes = conditioned(networks, parts, nothing, inputs);
            Map<String, DeviceTensor> outputs = Map.of(LmdmParts.START, passes);
            BoundRun rough = exact >= steps
                    ? null
                    : owned.push(networks.pass(items, Precision.TF32).bind(scope, inputs, outputs));
            BoundRun fine = exact <= 0
                    ? null
                    : owned.push(networks.pass(items, Precision.FP32).bind(scope, inputs, outputs));
            graph = owned.push(stream.capture(() -> {
                encodes.forEach(Runnable::run);
                for (int i = 0; i < steps; i++) {
                    Objects.requireNonNull(i < steps - exact ? rough : fine).enqueue();
                    DiffusionSchedule.Step step = schedule.get(i);
                    FrameKernels.Step next = new FrameKernels.Step(
                            parts.weight(),
                            factors.get(i),
                            step.rootNext(),
                            step.direction(),
                            step.sigma(),
                            times[(i + 1) % steps]);
                    DeviceMemory noiseOfStep = fresh.slice(freshAt(i, 0), windows * WINDOW_BYTES);
                    kernels.step(stream, windows, passes, x, noiseOfStep, timeMemory, next);
                }
            }));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** What leads from each window's condition to what the passes take of it, and that itself added to {@code inputs}. */
    private List<Runnable> conditioned(
            DeviceNetworks networks, LmdmParts parts, List<float[]> nothing, Map<String, DeviceTensor> inputs) {
        List<Map<String, DeviceTensor>> made = new ArrayList<>();
        List<List<Runnable>> moves = new ArrayList<>();
        for (int w = 0; w < windows; w++) {
            conditions.add(scope.device(FLOAT32, 1, LmdmParts.FRAMES, 1103));
            made.add(new HashMap<>());
            moves.add(new ArrayList<>());
        }
        for (int i = 0; i < parts.carried().size(); i++) {
            TensorSpec spec = parts.carried().get(i);
            float[] none = nothing.get(i);
            long bytes = 4L * none.length;
            // Of each window the pass with condition comes first; the one without never changes.
            float[] all = new float[2 * windows * none.length];
            for (int item = 0; item < 2 * windows; item++) {
                System.arraycopy(none, 0, all, item * none.length, none.length);
            }
            DeviceBuffer buffer =
                    owned.push(DeviceBuffer.of(stream, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, all)));
            long[] shape = spec.shape();
            for (int w = 0; w < windows; w++) {
                DeviceMemory place = buffer.slice(2 * bytes * w, bytes);
                boolean direct = 2 * bytes * w % ALIGNMENT == 0;
                DeviceTensor one = direct ? scope.wrap(FLOAT32, place, shape) : scope.device(FLOAT32, shape);
                made.get(w).put(spec.name(), one);
                if (!direct) {
                    moves.get(w).add(() -> DeviceCopies.within(stream, one, place));
                }
            }
            long[] items = shape.clone();
            items[0] = 2L * windows;
            inputs.put(spec.name(), scope.wrap(FLOAT32, buffer, items));
        }
        List<Runnable> encodes = new ArrayList<>();
        for (int w = 0; w < windows; w++) {
            BoundRun encode =
                    owned.push(networks.condition().bind(scope, Map.of("cond", conditions.get(w)), made.get(w)));
            encodes.add(encode::enqueue);
            encodes.addAll(moves.get(w));
        }
        return encodes;
    }

    private HostBuffer host(DeviceNetworks networks, long bytes) {
        HostBuffer buffer = owned.push(HostBuffer.allocate(networks.engine().device(), bytes));
        buffer.segment().fill((byte) 0);
        return buffer;
    }

    private long freshAt(int step, int window) {
        return WINDOW_BYTES * ((long) windows * step + window);
    }

    /** How many windows at once. */
    int windows() {
        return windows;
    }

    /**
     * Puts windows into the stream.
     *
     * @param asked at most {@link #windows}
     * @return what waits for 80 × 265 numbers of each, before anything else is begun
     */
    BatchRunner.Begun<float[]> begin(List<Window> asked) {
        int[] places = noise.of(asked.stream().map(Window::between).toList());
        for (int i = 0; i < asked.size(); i++) {
            fill(places[i], asked.get(i));
        }
        DeviceCopies.toDevice(stream, noisy.segment(), x);
        DeviceCopies.toDevice(stream, rests.segment(), frame);
        graph.launch(stream);
        DeviceCopies.toHost(stream, x, results.segment());
        done.record(stream);
        return new RowsOnHost(
                done,
                () -> Arrays.stream(places)
                        .mapToObj(place -> results.segment()
                                .asSlice(2 * WINDOW_BYTES * place, WINDOW_BYTES)
                                .toArray(ValueLayout.JAVA_FLOAT))
                        .toList());
    }

    private void fill(int place, Window window) {
        noise.send(place, window.between, () -> send(place, window.between));
        for (int item = 2 * place; item <= 2 * place + 1; item++) {
            MemorySegment.copy(
                    window.initial, 0, noisy.segment(), ValueLayout.JAVA_FLOAT, WINDOW_BYTES * item, NUMBERS);
            MemorySegment.copy(
                    window.rest,
                    0,
                    rests.segment(),
                    ValueLayout.JAVA_FLOAT,
                    4L * LmdmParts.MOTION * item,
                    LmdmParts.MOTION);
        }
        MemorySegment condition = rows.segment().asSlice(4L * CONDITION * place, 4L * CONDITION);
        for (int i = 0; i < LmdmParts.FRAMES; i++) {
            MemorySegment.copy(window.rows.get(i), 0, condition, ValueLayout.JAVA_FLOAT, 4L * 1103 * i, 1103);
        }
        DeviceCopies.toDevice(stream, condition, conditions.get(place));
    }

    private void send(int place, float[][] between) {
        for (int i = 0; i < between.length; i++) {
            MemorySegment numbers = freshNoise.segment().asSlice(freshAt(i, place), WINDOW_BYTES);
            MemorySegment.copy(between[i], 0, numbers, ValueLayout.JAVA_FLOAT, 0, NUMBERS);
            DeviceCopies.toDevice(stream, numbers, fresh.slice(freshAt(i, place), WINDOW_BYTES));
        }
    }

    /** One window, waited for: as {@link Window} says. */
    public float[] window(float[] initial, float[][] between, float[] rest, List<float[]> conditionRows) {
        return waited(List.of(new Window(initial, between, rest, conditionRows)))
                .getFirst();
    }

    /** As many windows as it takes at once, all of them this one: for measuring. */
    public void fill(Window window) {
        waited(Collections.nCopies(windows, window));
    }

    private List<float[]> waited(List<Window> asked) {
        BatchRunner.Begun<float[]> begun = begin(asked);
        begun.computed();
        return begun.answers();
    }

    @Override
    public void close() {
        try (scope;
                owned) {
            stream.synchronize();
        }
    }
}
