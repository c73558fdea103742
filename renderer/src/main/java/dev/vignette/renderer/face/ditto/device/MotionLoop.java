package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import dev.vignette.inference.Engine;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.BoundRun;
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
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A window of motion, all its steps as one recorded graph. What comes from the condition is computed before the steps; both passes of the
 * guidance are a batch of two. Takes its memory once. Safe to use from any thread; one window at a time.
 */
public final class MotionLoop implements AutoCloseable {
    private static final int NUMBERS = LmdmParts.FRAMES * LmdmParts.MOTION;
    private static final int CONDITION = LmdmParts.FRAMES * 1103;

    private final CudaStream stream;
    private final DeviceScope scope;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final DeviceTensor x;
    private final DeviceTensor frame;
    private final DeviceTensor condition;
    private final DeviceBuffer fresh;
    private final HostBuffer staging;
    private final HostBuffer noiseStaging;
    private final CudaGraph graph;
    private float @Nullable [] @Nullable [] noise;

    /**
     * @param host an engine for the host, which the network's table of factors is read with
     * @param steps network calls for each window
     * @param exact how many of the last steps are computed in single precision; those before them with {@link Precision#TF32}, whose
     *     errors the steps after them take away again
     */
    public MotionLoop(DeviceNetworks networks, FrameKernels kernels, Engine host, int steps, int exact) {
        LmdmParts parts = networks.lmdm();
        scope = networks.engine().scope();
        stream = scope.stream();
        try {
            List<DiffusionSchedule.Step> schedule = DiffusionSchedule.steps(steps);
            int[] times =
                    schedule.stream().mapToInt(DiffusionSchedule.Step::time).toArray();
            List<StepFactors> factors =
                    StepFactors.of(host, parts, networks.directory().resolve("noise.onnx"), times);
            x = scope.device(FLOAT32, 2, LmdmParts.FRAMES, LmdmParts.MOTION);
            frame = scope.device(FLOAT32, 2, LmdmParts.MOTION);
            condition = scope.device(FLOAT32, 1, LmdmParts.FRAMES, 1103);
            DeviceTensor passes = scope.device(FLOAT32, 2, LmdmParts.FRAMES, LmdmParts.MOTION);
            DeviceBuffer timeMemory =
                    own(DeviceBuffer.of(stream, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_LONG, times[0])));
            DeviceTensor time = scope.wrap(INT64, timeMemory, 1);
            fresh = own(DeviceBuffer.allocate(stream, 4L * NUMBERS * steps));
            staging = own(HostBuffer.allocate(
                    networks.engine().device(), 4L * (2 * NUMBERS + CONDITION + 2 * LmdmParts.MOTION)));
            noiseStaging = own(HostBuffer.allocate(networks.engine().device(), 4L * NUMBERS * steps));
            noiseStaging.segment().fill((byte) 0);
            fresh.fill(stream, 0);
            List<float[]> nothing = parts.none(host, networks.directory().resolve("without-condition.onnx"));
            Map<String, DeviceTensor> carried = new HashMap<>();
            Map<String, DeviceTensor> made = new HashMap<>();
            for (int i = 0; i < parts.carried().size(); i++) {
                TensorSpec spec = parts.carried().get(i);
                float[] none = nothing.get(i);
                long bytes = 4L * none.length;
                // The pass with condition is the first item, the one without never changes.
                DeviceBuffer both =
                        own(DeviceBuffer.of(stream, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, twice(none))));
                long[] shape = spec.shape();
                made.put(spec.name(), scope.wrap(FLOAT32, both.slice(0, bytes), shape));
                long[] twoItems = shape.clone();
                twoItems[0] = 2;
                carried.put(spec.name(), scope.wrap(FLOAT32, both, twoItems));
            }
            BoundRun encode = own(networks.condition().bind(scope, Map.of("cond", condition), made));
            Map<String, DeviceTensor> inputs = new HashMap<>(carried);
            inputs.putAll(Map.of("x", x, "cond_frame", frame, "time_cond", time));
            Map<String, DeviceTensor> outputs = Map.of(LmdmParts.START, passes);
            BoundRun rough =
                    exact >= steps ? null : own(networks.pass(2, Precision.TF32).bind(scope, inputs, outputs));
            BoundRun fine =
                    exact <= 0 ? null : own(networks.pass(2, Precision.FP32).bind(scope, inputs, outputs));
            graph = own(stream.capture(() -> {
                encode.enqueue();
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
                    DeviceMemory noiseOfStep = fresh.slice(4L * NUMBERS * i, 4L * NUMBERS);
                    kernels.step(stream, 1, passes, x, noiseOfStep, timeMemory, next);
                }
            }));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private static float[] twice(float[] values) {
        float[] both = Arrays.copyOf(values, 2 * values.length);
        System.arraycopy(values, 0, both, values.length, values.length);
        return both;
    }

    private <T extends AutoCloseable> T own(T part) {
        owned.push(part);
        return part;
    }

    /**
     * One window.
     *
     * @param initial 80 × 265 numbers of noise to begin with
     * @param between noise between the steps, 80 × 265 numbers each; sent to the device when it is another than before
     * @param rest 265 numbers, the motion that the window continues
     * @param rows 80 condition rows of 1103 numbers
     * @return 80 × 265 numbers
     */
    @SuppressWarnings("ReferenceEquality") // A film keeps its noise: the same array has been sent before.
    public synchronized float[] window(float[] initial, float[][] between, float[] rest, List<float[]> rows) {
        if (between != noise) {
            noise = null;
            for (int i = 0; i < between.length; i++) {
                MemorySegment.copy(
                        between[i], 0, noiseStaging.segment(), ValueLayout.JAVA_FLOAT, 4L * NUMBERS * i, NUMBERS);
            }
            fresh.upload(stream, noiseStaging.segment());
            noise = between;
        }
        MemorySegment memory = staging.segment();
        long bytes = 4L * NUMBERS;
        MemorySegment.copy(initial, 0, memory, ValueLayout.JAVA_FLOAT, 0, NUMBERS);
        MemorySegment.copy(initial, 0, memory, ValueLayout.JAVA_FLOAT, bytes, NUMBERS);
        for (int i = 0; i < LmdmParts.FRAMES; i++) {
            MemorySegment.copy(rows.get(i), 0, memory, ValueLayout.JAVA_FLOAT, 2 * bytes + 4L * 1103 * i, 1103);
        }
        long restAt = 2 * bytes + 4L * CONDITION;
        MemorySegment.copy(rest, 0, memory, ValueLayout.JAVA_FLOAT, restAt, LmdmParts.MOTION);
        MemorySegment.copy(rest, 0, memory, ValueLayout.JAVA_FLOAT, restAt + 4L * LmdmParts.MOTION, LmdmParts.MOTION);
        DeviceCopies.toDevice(stream, memory.asSlice(0, 2 * bytes), x);
        DeviceCopies.toDevice(stream, memory.asSlice(2 * bytes, 4L * CONDITION), condition);
        DeviceCopies.toDevice(stream, memory.asSlice(restAt, 8L * LmdmParts.MOTION), frame);
        graph.launch(stream);
        float[] both = new float[NUMBERS];
        x.floats().get(both);
        return both;
    }

    @Override
    public void close() {
        stream.synchronize();
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        scope.close();
    }
}
