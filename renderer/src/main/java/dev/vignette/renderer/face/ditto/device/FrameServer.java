package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.HostBuffer;
import dev.vignette.media.film.Frame;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Renders the frames of all films on one thread, as many at once as wait and a pipeline takes. Films bound how many they ask for at a
 * time. Frames whose rendering fails are told so, and the next go on. Safe to use from any thread.
 */
final class FrameServer implements AutoCloseable {
    /** A pipeline that is filled to this share is quicker than several smaller ones. */
    private static final double WORTH_FILLING = 0.4;

    private final DeviceNetworks networks;
    private final FrameKernels kernels;
    private final TreeMap<Integer, FramePipeline> pipelines = new TreeMap<>();
    private final BlockingQueue<FrameJob> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private @Nullable DeviceBuffer pictures;
    private @Nullable HostBuffer copies;
    private volatile boolean closed;

    /** @param sizes of the pipelines, at least one */
    FrameServer(DeviceNetworks networks, FrameKernels kernels, List<Integer> sizes, boolean stitched) {
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
        thread = Thread.ofPlatform().daemon().name("ditto-device-frames").start(this::run);
    }

    void submit(FrameJob job) {
        queue.add(job);
        if (closed) {
            abandon();
        }
    }

    /** Waits until nothing is being put into the pipelines' streams: then what frames have used can go. */
    void settle() {
        pipelines.values().forEach(pipeline -> pipeline.stream().synchronize());
    }

    private void run() {
        try {
            while (!closed) {
                List<FrameJob> batch = new ArrayList<>(List.of(queue.take()));
                queue.drainTo(batch, pipelines.lastKey() - 1);
                batch.removeIf(job -> job.frame().isDone());
                while (!batch.isEmpty()) {
                    FramePipeline pipeline = pipeline(batch.size());
                    List<FrameJob> now = batch.subList(0, Math.min(batch.size(), pipeline.frames()));
                    render(pipeline, now);
                    now.clear();
                }
            }
        } catch (InterruptedException e) {
            // The face is being closed.
        } finally {
            closed = true;
            abandon();
        }
    }

    private FramePipeline pipeline(int waiting) {
        Map.Entry<Integer, FramePipeline> larger = pipelines.ceilingEntry(waiting);
        Map.Entry<Integer, FramePipeline> smaller = pipelines.floorEntry(waiting);
        boolean fill = larger != null && (smaller == null || waiting >= WORTH_FILLING * larger.getKey());
        return (fill || smaller == null ? pipelines.ceilingEntry(waiting) : smaller).getValue();
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, the films that wait must hear of it.
    private void render(FramePipeline pipeline, List<FrameJob> jobs) {
        try {
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
            at = 0;
            for (FrameJob job : jobs) {
                job.frame().complete(frame(job, onHost.asSlice(at, job.bytes())));
                at += job.bytes();
            }
        } catch (Throwable failure) {
            jobs.forEach(job -> job.frame().completeExceptionally(failure));
        }
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

    private void abandon() {
        List<FrameJob> rest = new ArrayList<>();
        queue.drainTo(rest);
        rest.forEach(job -> job.frame().completeExceptionally(closed()));
    }

    static RenderException closed() {
        return new RenderException(Reason.CANCELLED, "The film was cancelled: the face was closed.");
    }

    /** Cancels what waits, and returns after the frames being rendered are done. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (pictures != null) {
            pictures.close();
        }
        if (copies != null) {
            copies.close();
        }
        pipelines.values().forEach(FramePipeline::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
