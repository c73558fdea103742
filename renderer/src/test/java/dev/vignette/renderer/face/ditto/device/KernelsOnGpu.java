package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Numbers to a GPU and back, for tests of kernels, which are skipped where there is none. */
abstract class KernelsOnGpu {
    @TempDir
    Path cache;

    private final List<DeviceBuffer> buffers = new ArrayList<>();
    CudaDevice device;
    CudaStream stream;

    @BeforeEach
    void open() {
        try {
            device = CudaDevice.open(0);
        } catch (InferenceException e) {
            Assumptions.abort("no NVIDIA GPU: " + e.getMessage());
        }
        stream = device.stream();
    }

    @AfterEach
    void close() {
        if (stream != null) {
            buffers.forEach(DeviceBuffer::close);
            stream.synchronize();
            stream.close();
        }
    }

    final DeviceBuffer room(long bytes) {
        return keep(DeviceBuffer.allocate(stream, bytes));
    }

    final DeviceBuffer up(float... values) {
        return keep(DeviceBuffer.of(stream, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, values)));
    }

    final DeviceBuffer up(long... values) {
        return keep(DeviceBuffer.of(stream, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_LONG, values)));
    }

    final DeviceBuffer up(byte... values) {
        return keep(DeviceBuffer.of(stream, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_BYTE, values)));
    }

    final DeviceBuffer upHalves(float... values) {
        MemorySegment memory = Arena.ofAuto().allocate(2L * values.length, 16);
        for (int i = 0; i < values.length; i++) {
            memory.setAtIndex(ValueLayout.JAVA_SHORT, i, Float.floatToFloat16(values[i]));
        }
        return keep(DeviceBuffer.of(stream, memory));
    }

    private DeviceBuffer keep(DeviceBuffer buffer) {
        buffers.add(buffer);
        return buffer;
    }

    final float[] down(DeviceBuffer from, int count) {
        return bytes(from, 4L * count).toArray(ValueLayout.JAVA_FLOAT);
    }

    final float[] downHalves(DeviceBuffer from, int count) {
        MemorySegment memory = bytes(from, 2L * count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.float16ToFloat(memory.getAtIndex(ValueLayout.JAVA_SHORT, i));
        }
        return values;
    }

    final MemorySegment bytes(DeviceBuffer from, long count) {
        MemorySegment memory = Arena.ofAuto().allocate(count, 16);
        from.download(stream, memory);
        stream.synchronize();
        return memory;
    }
}
