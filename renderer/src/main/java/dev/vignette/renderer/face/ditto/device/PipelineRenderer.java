package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.HostBuffer;
import dev.vignette.media.film.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Renders frames by pipelines of several sizes: the smallest that takes what waits, unless it would stay mostly empty. */
final class PipelineRenderer implements FrameRenderer<FrameJob> {
    /** A pipeline that is filled to this share is quicker than several smaller ones. */
    private static final double WORTH_FILLING = 0.4;

    private final DeviceNetworks networks;
    private final FrameKernels kernels;
    private final TreeMap<Integer, FramePipeline> pipelines = new TreeMap<>();
    private @Nullable DeviceBuffer pictures;
    private @Nullable HostBuffer copies;

    /** @param sizes of the pipelines, at least one */
    PipelineRenderer(DeviceNetworks networks, FrameKernels kernels, List<Integer> sizes, boolean stitched) {
        this.networks = networks;
        this.kernels = kernels;
        try {
            for (int size : sizes) {
                pipelines.put(size, new FramePipeline(networks, kernels, size, stitched));
            }
        } catch (RuntimeException | Error e) {
            pipelines.values().forEach(FramePipeline::close);
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

    private FramePipeline pipeline(int waiting) {
        Map.Entry<Integer, FramePipeline> larger = pipelines.ceilingEntry(waiting);
        Map.Entry<Integer, FramePipeline> smaller = pipelines.floorEntry(waiting);
        if (larger == null) {
            return pipelines.lastEntry().getValue();
        }
        return smaller == null || waiting >= WORTH_FILLING * larger.getKey() ? larger.getValue() : smaller.getValue();
    }

    @Override
    public List<Frame> render(List<FrameJob> jobs) {
        FramePipeline pipeline = pipeline(jobs.size());
        for (int i = 0; i < pipeline.frames(); i++) {
            // What is not asked for repeats the last that is.
            FrameJob job = jobs.get(Math.min(i, jobs.size() - 1));
            pipeline.set(i, job.source(), job.from(), job.to());
        }
        long bytes = jobs.stream().mapToLong(FrameJob::bytes).sum();
        DeviceBuffer onDevice = onDevice(bytes);
        MemorySegment onHost = onHost(bytes);
        pipeline.run();
        long at = 0;
        for (int i = 0; i < jobs.size(); i++) {
            FrameJob job = jobs.get(i);
            job.finish(kernels, pipeline, i, onDevice.slice(at, job.bytes()));
            at += job.bytes();
        }
        onDevice.download(pipeline.stream(), onHost.asSlice(0, bytes));
        pipeline.stream().synchronize();
        List<Frame> frames = new ArrayList<>(jobs.size());
        at = 0;
        for (FrameJob job : jobs) {
            frames.add(frame(job, onHost.asSlice(at, job.bytes())));
            at += job.bytes();
        }
        return frames;
    }

    private static Frame frame(FrameJob job, MemorySegment picture) {
        Frame frame = Frame.allocate(job.format().width(), job.format().height());
        long at = 0;
        for (byte[] plane : List.of(frame.y(), frame.u(), frame.v())) {
            MemorySegment.copy(picture, ValueLayout.JAVA_BYTE, at, plane, 0, plane.length);
            at += plane.length;
        }
        return frame;
    }

    private DeviceBuffer onDevice(long bytes) {
        DeviceBuffer known = pictures;
        if (known == null || known.sizeInBytes() < bytes) {
            pictures = null;
            if (known != null) {
                known.close();
            }
            known = DeviceBuffer.allocate(pipelines.firstEntry().getValue().stream(), bytes);
            known.stream().synchronize();
            pictures = known;
        }
        return known;
    }

    private MemorySegment onHost(long bytes) {
        HostBuffer known = copies;
        if (known == null || known.segment().byteSize() < bytes) {
            copies = null;
            if (known != null) {
                known.close();
            }
            known = HostBuffer.allocate(networks.engine().device(), bytes);
            copies = known;
        }
        return known.segment();
    }

    @Override
    public void settle() {
        pipelines.values().forEach(pipeline -> pipeline.stream().synchronize());
    }

    @Override
    public void close() {
        if (pictures != null) {
            pictures.close();
        }
        if (copies != null) {
            copies.close();
        }
        pipelines.values().forEach(FramePipeline::close);
    }
}
