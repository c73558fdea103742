package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT16;
import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaGraph;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceMemory;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.cuda.HostBuffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * From key points to images for a fixed number of frames at once, as one recorded graph: stitching, sparse motion, hourglass,
 * deformation, refinement, decoding. Everything lies in memory that is taken once. For one thread at a time.
 */
public final class FramePipeline implements AutoCloseable {
    private static final int POINTS = 63;
    /** Where TensorRT wants its tensors to begin. */
    private static final int ALIGNMENT = 256;

    private final int frames;
    private final DeviceScope scope;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final HostBuffer control;
    private final DeviceBuffer onDevice;
    private final long toAt;
    private final long volumesAt;
    private final long featuresAt;
    private final long bytes;
    private final DeviceTensor image;
    private final DeviceTensor feature;
    private final Map<String, Runnable> stages;
    private final CudaGraph graph;
    /** Which half of the control memory the next run reads: the device may still read the other. */
    private int half;

    /**
     * @param frames at once
     * @param stitched whether key points are corrected by the stitching network
     */
    public FramePipeline(DeviceNetworks networks, FrameKernels kernels, int frames, boolean stitched) {
        this.frames = frames;
        WarpParts warp = networks.warp();
        scope = networks.engine().scope();
        CudaStream stream = scope.stream();
        try {
            toAt = aligned(4L * POINTS * frames);
            volumesAt = 2 * toAt;
            featuresAt = volumesAt + aligned(8L * frames);
            bytes = featuresAt + aligned(8L * frames);
            control = own(HostBuffer.allocate(networks.engine().device(), 2 * bytes));
            control.segment().fill((byte) 0);
            onDevice = own(DeviceBuffer.allocate(stream, bytes));
            DeviceMemory volumes = onDevice.slice(volumesAt, 8L * frames);
            DeviceMemory features = onDevice.slice(featuresAt, 8L * frames);
            DeviceTensor from = scope.wrap(FLOAT32, onDevice.slice(0, 4L * POINTS * frames), frames, 21, 3);
            DeviceTensor asked = scope.wrap(FLOAT32, onDevice.slice(toAt, 4L * POINTS * frames), frames, 21, 3);
            DeviceTensor to = stitched ? scope.device(FLOAT32, frames, 21, 3) : asked;
            long places = (long) WarpParts.DEPTH * WarpParts.SIDE * WarpParts.SIDE * frames;
            DeviceBuffer sparse = halves(places * ChannelsLast.row(warp.sparse()));
            DeviceBuffer hidden = halves(places * ChannelsLast.row(warp.hidden()));
            DeviceBuffer parts = halves(places * ChannelsLast.row(warp.parts()));
            DeviceTensor occlusion = scope.device(FLOAT32, frames, 1, WarpParts.SIDE, WarpParts.SIDE);
            DeviceTensor sampled = scope.device(FLOAT32, frames, 512, WarpParts.SIDE, WarpParts.SIDE);
            feature = scope.device(FLOAT32, frames, 256, WarpParts.SIDE, WarpParts.SIDE);
            image = scope.device(FLOAT32, frames, 3, 512, 512);
            DeviceBuffer bias =
                    own(DeviceBuffer.of(stream, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, warp.bias())));
            // Networks run once when they are bound: on numbers, not on what lies in fresh memory.
            onDevice.fill(stream, 0);
            BoundRun stitch = own(networks.stitch(frames)
                    .bind(
                            scope,
                            Map.of("kp_source", from, "kp_driving", asked),
                            stitched ? Map.of("out", to) : Map.of()));
            BoundRun hourglass = own(networks.hourglass(frames)
                    .bind(
                            scope,
                            Map.of(WarpParts.SPARSE, volume(sparse, warp.sparse())),
                            Map.of(WarpParts.HIDDEN, volume(hidden, warp.hidden()), WarpParts.OCCLUSION, occlusion)));
            BoundRun mask = own(networks.mask(frames)
                    .bind(
                            scope,
                            Map.of(WarpParts.HIDDEN, planes(hidden, warp.hidden())),
                            Map.of(WarpParts.MASK, planes(parts, warp.parts()))));
            BoundRun refine = own(networks.refine(frames)
                    .bind(
                            scope,
                            Map.of(WarpParts.SAMPLED, sampled, WarpParts.OCCLUSION, occlusion),
                            Map.of("out", feature)));
            Runnable decode = decoder(networks, kernels);
            stages = new java.util.LinkedHashMap<>();
            if (stitched) {
                stages.put("stitch", stitch::enqueue);
            }
            stages.put("sparse motion (kernel)", () -> kernels.sparse(stream, frames, volumes, from, to, sparse));
            stages.put("hourglass", hourglass::enqueue);
            stages.put("mask", mask::enqueue);
            stages.put(
                    "deformation (kernel)",
                    () -> kernels.deform(stream, frames, parts, bias, features, from, to, sampled));
            stages.put("refinement", refine::enqueue);
            stages.put("decoder", decode);
            graph = own(stream.capture(() -> stages.values().forEach(Runnable::run)));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private DeviceBuffer halves(long count) {
        DeviceBuffer buffer = own(DeviceBuffer.allocate(stream(), 2 * count));
        // What fills rows up is multiplied by zero, which has to give zero.
        buffer.fill(stream(), 0);
        return buffer;
    }

    private DeviceTensor volume(DeviceBuffer buffer, int channels) {
        return scope.wrap(FLOAT16, buffer, frames, channels, WarpParts.DEPTH, WarpParts.SIDE, WarpParts.SIDE);
    }

    /** The same memory as one item for each layer. */
    private DeviceTensor planes(DeviceBuffer buffer, int channels) {
        long layers = (long) WarpParts.DEPTH * frames;
        return scope.wrap(FLOAT16, buffer, layers, channels, WarpParts.SIDE, WarpParts.SIDE);
    }

    private Runnable decoder(DeviceNetworks networks, FrameKernels kernels) {
        Optional<SpadeDecoder> cut = networks.cutDecoder();
        if (cut.isEmpty()) {
            BoundRun whole = networks.decoder(frames).bind(scope, Map.of("feature", feature), Map.of("output", image));
            return own(whole)::enqueue;
        }
        return own(new SpadeRun(networks, kernels.spade(), scope, cut.get(), frames, feature, image))::enqueue;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private <T extends AutoCloseable> T own(T part) {
        owned.push(part);
        return part;
    }

    public int frames() {
        return frames;
    }

    public CudaStream stream() {
        return scope.stream();
    }

    /** Sets a frame of the next run, while at most one that was put into the stream is not done yet. */
    public void set(int frame, SourceOnDevice source, float[] from, float[] to) {
        MemorySegment memory = half(half);
        MemorySegment.copy(from, 0, memory, ValueLayout.JAVA_FLOAT, 4L * POINTS * frame, POINTS);
        MemorySegment.copy(to, 0, memory, ValueLayout.JAVA_FLOAT, toAt + 4L * POINTS * frame, POINTS);
        memory.set(
                ValueLayout.JAVA_LONG,
                volumesAt + 8L * frame,
                source.compressed().address());
        memory.set(
                ValueLayout.JAVA_LONG, featuresAt + 8L * frame, source.feature().address());
    }

    private MemorySegment half(int which) {
        return control.segment().asSlice(which * bytes, bytes);
    }

    /** Puts a run into the stream. What is not set anew is the same in the next. */
    public void run() {
        onDevice.upload(stream(), half(half));
        graph.launch(stream());
        half(1 - half).copyFrom(half(half));
        half = 1 - half;
    }

    /** The stages of a run in order, for measuring one by one: each puts its work into the stream. */
    public Map<String, Runnable> stages() {
        return java.util.Collections.unmodifiableMap(stages);
    }

    /** {@code [3, 512, 512]}, 0…1, of a frame of the last run. */
    public DeviceMemory image(int frame) {
        long bytes = 4L * 3 * 512 * 512;
        return new Part(image.address() + frame * bytes, bytes);
    }

    /** What the decoder was given in the last run. */
    public DeviceTensor feature() {
        return feature;
    }

    private record Part(long address, long sizeInBytes) implements DeviceMemory {}

    @Override
    public void close() {
        stream().synchronize();
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
