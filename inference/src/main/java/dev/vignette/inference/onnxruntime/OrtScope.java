package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.OrtException;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
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
import org.jspecify.annotations.Nullable;

/**
 * Owns tensors. Each input lies in host memory with an arena of its own, so that it can be freed early or change its owner;
 * what a run has made lies where the engine computes.
 */
final class OrtScope implements TensorScope {
    private final OnnxRuntimeEngine engine;
    private final OrtApi api;
    private final Set<OrtTensor> owned = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean closed;

    OrtScope(OnnxRuntimeEngine engine, OrtApi api) {
        this.engine = engine;
        this.api = api;
    }

    OnnxRuntimeEngine engine() {
        return engine;
    }

    OrtApi api() {
        return api;
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
        return tensor(type, values.slice().order(ByteOrder.nativeOrder()), shape, null);
    }

    private static long elements(ElementType type, ByteBuffer values) {
        if (values.remaining() % type.bytes() != 0) {
            throw new IllegalArgumentException(
                    values.remaining() + " bytes are no whole number of elements of type " + type + ".");
        }
        return values.remaining() / type.bytes();
    }

    private OrtTensor copy(ElementType type, long elements, long[] shape, Consumer<ByteBuffer> fill) {
        requireOpen();
        requireCount(elements, shape);
        Arena arena = Arena.ofShared();
        try {
            ByteBuffer memory = arena.allocate(elements * type.bytes(), Device.ALIGNMENT)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
            fill.accept(memory);
            return tensor(type, memory.rewind(), shape, arena);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private OrtTensor tensor(ElementType type, ByteBuffer memory, long[] shape, @Nullable Arena arena) {
        try {
            MemorySegment value = api.value(
                    MemorySegment.ofBuffer(memory), shape, OrtTypes.number(type), api.memory(new Device.Cpu()));
            OrtTensor tensor = new OrtTensor(this, value, type, shape.clone(), memory, arena);
            owned.add(tensor);
            return tensor;
        } catch (OrtException e) {
            throw new InferenceException(
                    "A tensor " + type + " " + TensorSpec.shapeText(shape) + " could not be made: "
                            + OpenFailure.oneLine(e),
                    e);
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

    /** Takes over what a run has made. */
    OrtTensor own(MemorySegment value, ElementType type, long[] shape) {
        OrtTensor tensor = new OrtTensor(this, value, type, shape, null, null);
        owned.add(tensor);
        return tensor;
    }

    @Override
    public Tensor adopt(Tensor tensor) {
        requireOpen();
        OrtTensor own = OrtTensor.of(tensor, engine);
        own.moveTo(this).owned.remove(own);
        owned.add(own);
        return own;
    }

    @Override
    public void free(Tensor tensor) {
        requireOpen();
        if (!(tensor instanceof OrtTensor own) || own.owner() != this) {
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
        closed = true;
        owned.forEach(OrtTensor::free);
        owned.clear();
    }
}
