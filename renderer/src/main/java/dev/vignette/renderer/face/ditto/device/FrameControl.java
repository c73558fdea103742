package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceMemory;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.cuda.DeviceWorkspace;
import dev.vignette.inference.cuda.HostBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What runs are told: for each frame which source it shows, and where that one's key points are and go. On the host there is room for two runs,
 * so that the next is written while the device may still read the last. For one thread at a time; the workspace closes it.
 */
final class FrameControl {
    private static final int POINTS = 63;

    private final int frames;
    private final CudaStream stream;
    private final HostBuffer host;
    private final DeviceBuffer device;
    private final DeviceTensor from;
    private final DeviceTensor to;
    private final long toAt;
    private final long volumesAt;
    private final long featuresAt;
    private final long bytes;
    /** Which of the two the next run reads. */
    private int half;

    FrameControl(DeviceWorkspace workspace, int frames) {
        this.frames = frames;
        stream = workspace.stream();
        toAt = DeviceWorkspace.aligned(4L * POINTS * frames);
        volumesAt = 2 * toAt;
        featuresAt = volumesAt + DeviceWorkspace.aligned(8L * frames);
        bytes = featuresAt + DeviceWorkspace.aligned(8L * frames);
        host = workspace.own(HostBuffer.allocate(stream.device(), 2 * bytes));
        host.segment().fill((byte) 0);
        device = workspace.zeros(bytes);
        from = workspace.tensor(device, 0, FLOAT32, frames, 21, 3);
        to = workspace.tensor(device, toAt, FLOAT32, frames, 21, 3);
    }

    /** Key points of the sources, {@code [frames, 21, 3]}. */
    DeviceTensor from() {
        return from;
    }

    /** Where they go. */
    DeviceTensor to() {
        return to;
    }

    /** For each frame the address of {@link SourceOnDevice#compressed}. */
    DeviceMemory volumes() {
        return device.slice(volumesAt, 8L * frames);
    }

    /** For each frame the address of {@link SourceOnDevice#feature}. */
    DeviceMemory features() {
        return device.slice(featuresAt, 8L * frames);
    }

    /** Sets a frame of the next run. */
    void set(int frame, SourceOnDevice source, float[] from, float[] to) {
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
        return host.segment().asSlice(which * bytes, bytes);
    }

    /** Puts the copy to the device into the stream. What is not set anew is the same in the next run. */
    void upload() {
        device.upload(stream, half(half));
        half(1 - half).copyFrom(half(half));
        half = 1 - half;
    }
}
