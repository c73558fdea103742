package dev.vignette.inference.tensorrt;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceMemory;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

/** Tensors in the order of one stream. */
final class TrtScope implements DeviceScope {
    private static final int ALIGNMENT = 64;

    private final TensorRtEngine engine;
    private final CudaStream stream;
    private final Consumer<CudaStream> atClose;
    private final Set<TrtTensor> owned = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean closed;

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
    public Tensor floats(FloatBuffer values, long... shape) {
        return copy(
                ElementType.FLOAT32,
                values.remaining(),
                shape,
                memory -> memory.asFloatBuffer().put(values.duplicate()));
    }

    @Override
    public Tensor longs(LongBuffer values, long... shape) {
        return copy(
                ElementType.INT64,
                values.remaining(),
                shape,
                memory -> memory.asLongBuffer().put(values.duplicate()));
    }

    @Override
    public Tensor bytes(ElementType type, ByteBuffer values, long... shape) {
        return copy(type, elements(type, values), shape, memory -> memory.put(values.duplicate()));
    }

    @Override
    public Tensor share(ElementType type, ByteBuffer values, long... shape) {
        requireOpen();
        if (!values.isDirect()) {
            throw new IllegalArgumentException("A buffer that is shared with a network has to be direct.");
        }
        requireCount(elements(type, values), shape);
        return own(TrtTensor.shared(this, type, shape, MemorySegment.ofBuffer(values)));
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
        owned.add(tensor);
        return tensor;
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

    private static long elements(ElementType type, ByteBuffer values) {
        if (values.remaining() % type.bytes() != 0) {
            throw new IllegalArgumentException(
                    values.remaining() + " bytes are no whole number of elements of type " + type + ".");
        }
        return values.remaining() / type.bytes();
    }

    private TrtTensor copy(ElementType type, long elements, long[] shape, Consumer<ByteBuffer> fill) {
        requireOpen();
        requireCount(elements, shape);
        Arena arena = Arena.ofShared();
        try {
            MemorySegment memory = arena.allocate(elements * type.bytes(), ALIGNMENT);
            fill.accept(memory.asByteBuffer().order(ByteOrder.nativeOrder()));
            return own(TrtTensor.copied(this, type, shape, memory, arena));
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static void requireCount(long elements, long[] shape) {
        long wanted = 1;
        for (long size : shape) {
            wanted = Math.multiplyExact(wanted, size);
        }
        if (wanted != elements) {
            throw new IllegalArgumentException(
                    elements + " numbers do not fill the shape " + TensorSpec.shapeText(shape) + ".");
        }
    }

    @Override
    public Tensor adopt(Tensor tensor) {
        requireOpen();
        TrtTensor own = engine.own(tensor);
        TrtScope former = own.owner();
        if (former != this) {
            own.moveTo(this);
            former.owned.remove(own);
            owned.add(own);
        }
        return own;
    }

    @Override
    public void free(Tensor tensor) {
        requireOpen();
        if (!(tensor instanceof TrtTensor own) || own.owner() != this) {
            throw new IllegalArgumentException("The tensor " + tensor + " belongs to another scope.");
        }
        if (owned.remove(own)) {
            own.free();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The scope is closed; its tensors are gone.");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            owned.forEach(TrtTensor::free);
            owned.clear();
            atClose.accept(stream);
        }
    }
}
