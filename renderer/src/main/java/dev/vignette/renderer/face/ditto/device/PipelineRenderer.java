package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaEvent;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.HostBuffer;
import dev.vignette.media.film.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders frames by pipelines of several sizes: the smallest that takes what waits, unless it would stay mostly empty. While one batch is
 * rendered, the one before it is copied to the host, in a stream of its own.
 */
final class PipelineRenderer implements BatchRunner<FrameJob, Frame> {
    /** A pipeline that is filled to this share is quicker than several smaller ones. */
    private static final double WORTH_FILLING = 0.4;

    /** One batch is copied while the next is computed. */
    private static final int SLOTS = 2;
    /** Most of the time that the next window of motion takes, which gives ten more frames, while no frames are rendered. */
    private static final Duration LINGER = Duration.ofMillis(8);

    private final FrameKernels kernels;
    private final TreeMap<Integer, FramePipeline> pipelines = new TreeMap<>();
    private final CudaStream copying;
    private final List<Slot> slots = new ArrayList<>();
    private int next;

    /** Where the pictures of a batch lie until they are taken. */
    private static final class Slot implements AutoCloseable {
        private final CudaEvent computed;
        private final CudaEvent copied;
        private @Nullable DeviceBuffer pictures;
        private @Nullable HostBuffer copies;

        Slot(CudaDevice device) {
            computed = CudaEvent.waiting(device);
            copied = CudaEvent.waiting(device);
        }

        DeviceBuffer pictures(CudaStream stream, long bytes) {
            DeviceBuffer known = pictures;
            if (known == null || known.sizeInBytes() < bytes) {
                pictures = null;
                if (known != null) {
                    known.close();
                }
                known = DeviceBuffer.allocate(stream, bytes);
                // Pipelines of other sizes, whose streams are others, may use it later.
                stream.synchronize();
                pictures = known;
            }
            return known;
        }

        MemorySegment copies(CudaDevice device, long bytes) {
            HostBuffer known = copies;
            if (known == null || known.segment().byteSize() < bytes) {
                copies = null;
                if (known != null) {
                    known.close();
                }
                known = HostBuffer.allocate(device, bytes);
                copies = known;
            }
            return known.segment();
        }

        @Override
        public void close() {
            computed.close();
            copied.close();
            if (pictures != null) {
                pictures.close();
            }
            if (copies != null) {
                copies.close();
            }
        }
    }

    /** @param sizes of the pipelines, at least one */
    PipelineRenderer(DeviceNetworks networks, FrameKernels kernels, List<Integer> sizes, boolean stitched) {
        this.kernels = kernels;
        CudaDevice device = networks.engine().device();
        copying = device.stream();
        try {
            for (int i = 0; i < SLOTS; i++) {
                slots.add(new Slot(device));
            }
            for (int size : sizes) {
                pipelines.put(size, new FramePipeline(networks, kernels, size, stitched));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public int most() {
        return pipelines.lastKey();
    }

    @Override
    public int share(int waiting) {
        return Math.min(waiting, pipeline(waiting).frames());
    }

    @Override
    public Duration linger() {
        return LINGER;
    }

    private FramePipeline pipeline(int waiting) {
        Map.Entry<Integer, FramePipeline> larger = pipelines.ceilingEntry(waiting);
        Map.Entry<Integer, FramePipeline> smaller = pipelines.floorEntry(waiting);
        if (larger == null) {
            return pipelines.lastEntry().getValue();
        }
        return smaller == null || waiting >= WORTH_FILLING * larger.getKey() ? larger.getValue() : smaller.getValue();
    }

    @Override
    public Begun<Frame> begin(List<FrameJob> jobs) {
        FramePipeline pipeline = pipeline(jobs.size());
        for (int i = 0; i < pipeline.frames(); i++) {
            // What is not asked for repeats the last that is.
            FrameJob job = jobs.get(Math.min(i, jobs.size() - 1));
            pipeline.set(i, job.source(), job.from(), job.to());
        }
        Slot slot = slots.get(next);
        next = (next + 1) % SLOTS;
        long bytes = jobs.stream().mapToLong(FrameJob::bytes).sum();
        long most = pipeline.frames()
                * jobs.stream().mapToLong(FrameJob::bytes).max().orElse(0);
        DeviceBuffer pictures = slot.pictures(pipeline.stream(), most);
        MemorySegment copies = slot.copies(copying.device(), most);
        pipeline.run();
        long at = 0;
        for (int i = 0; i < jobs.size(); i++) {
            FrameJob job = jobs.get(i);
            job.finish(kernels, pipeline, i, pictures.slice(at, job.bytes()));
            at += job.bytes();
        }
        slot.computed.record(pipeline.stream());
        copying.await(slot.computed);
        pictures.download(copying, copies.asSlice(0, bytes));
        slot.copied.record(copying);
        return new Begun<>() {
            @Override
            public void computed() {
                slot.computed.synchronize();
            }

            @Override
            public List<Frame> answers() {
                slot.copied.synchronize();
                return frames(jobs, copies);
            }
        };
    }

    private static List<Frame> frames(List<FrameJob> jobs, MemorySegment copies) {
        List<Frame> frames = new ArrayList<>(jobs.size());
        long at = 0;
        for (FrameJob job : jobs) {
            Frame frame = Frame.allocate(job.format().width(), job.format().height());
            for (byte[] plane : List.of(frame.y(), frame.u(), frame.v())) {
                MemorySegment.copy(copies, ValueLayout.JAVA_BYTE, at, plane, 0, plane.length);
                at += plane.length;
            }
            frames.add(frame);
        }
        return frames;
    }

    @Override
    public void close() {
        copying.synchronize();
        slots.forEach(Slot::close);
        pipelines.values().forEach(FramePipeline::close);
        copying.close();
    }
}
