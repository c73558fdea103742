package dev.vignette.inference.tensorrt;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.OwningScope;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceMemory;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tensors in the order of one stream. */
final class TrtScope extends OwningScope<TrtTensor> implements DeviceScope {
    private final TensorRtEngine engine;
    private final CudaStream stream;
    private final Consumer<CudaStream> atClose;

    /** @param atClose what becomes of the stream */
    TrtScope(TensorRtEngine engine, CudaStream stream, Consumer<CudaStream> atClose) {
        this.engine = engine;
        this.stream = stream;
        this.atClose = atClose;
    }

    TensorRtEngine engine() {
        return engine;
    }

    @Override
    public CudaStream stream() {
        return stream;
    }

    @Override
    protected TrtTensor copied(ElementType type, long[] shape, MemorySegment numbers, Arena arena) {
        return TrtTensor.copied(this, type, shape, numbers, arena);
    }

    @Override
    protected TrtTensor shared(ElementType type, long[] shape, MemorySegment numbers) {
        return TrtTensor.shared(this, type, shape, numbers);
    }

    @Override
    protected @Nullable TrtTensor mine(Tensor tensor) {
        return tensor instanceof TrtTensor own && own.owner() == this ? own : null;
    }

    @Override
    protected void release(TrtTensor tensor) {
        tensor.free();
    }

    @Override
    public DeviceTensor device(ElementType type, long... shape) {
        return own(made(type, shape, TrtTensor.Home.DEVICE));
    }

    @Override
    public DeviceTensor wrap(ElementType type, DeviceMemory memory, long... shape) {
        requireOpen();
        if (bytes(type, shape) > memory.sizeInBytes()) {
            throw new IllegalArgumentException("The device memory of " + memory.sizeInBytes()
                    + " bytes is too small for " + type + " " + TensorSpec.shapeText(shape) + ".");
        }
        DeviceMemory borrowed = new Borrowed(memory);
        return own(TrtTensor.on(this, type, shape, TrtTensor.Home.DEVICE, borrowed));
    }

    /** Memory that stays its owner's when the tensor is freed. */
    private record Borrowed(DeviceMemory memory) implements DeviceMemory {
        @Override
        public long address() {
            return memory.address();
        }

        @Override
        public long sizeInBytes() {
            return memory.sizeInBytes();
        }
    }

    /** A tensor on the device that is not owned yet. */
    TrtTensor made(ElementType type, long[] shape, TrtTensor.Home home) {
        requireOpen();
        return TrtTensor.on(this, type, shape, home, DeviceBuffer.allocate(stream, bytes(type, shape)));
    }

    TrtTensor own(TrtTensor tensor) {
        return hold(tensor);
    }

    static long bytes(ElementType type, long... shape) {
        long count = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("The shape " + TensorSpec.shapeText(shape) + " is not complete.");
            }
            count = Math.multiplyExact(count, size);
        }
        return Math.multiplyExact(count, (long) type.bytes());
    }

    @Override
    public Tensor adopt(Tensor tensor) {
        requireOpen();
        TrtTensor own = engine.own(tensor);
        TrtScope former = own.owner();
        if (former != this) {
            own.moveTo(this);
            former.leave(own);
            hold(own);
        }
        return own;
    }

    @Override
    protected void closed() {
        atClose.accept(stream);
    }
}
