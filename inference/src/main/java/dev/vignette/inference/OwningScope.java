package dev.vignette.inference;

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
 * What the scopes of all engines have in common: numbers of the caller's are checked and copied, each tensor into memory of its
 * own so that it can be freed early or change its owner, and what is owned is freed once. For whoever writes an engine.
 *
 * @param <T> the engine's tensors
 */
public abstract class OwningScope<T extends Tensor> implements TensorScope {
    /** What vector instructions like, in bytes. */
    private static final int ALIGNMENT = 64;

    private final Set<T> owned = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean closed;

    /**
     * A tensor on a copy of the caller's numbers.
     *
     * @param arena of the copy; closed with the tensor, or by the caller of this if it throws
     */
    protected abstract T copied(ElementType type, long[] shape, MemorySegment numbers, Arena arena);

    /** A tensor on memory of the caller's. */
    protected abstract T shared(ElementType type, long[] shape, MemorySegment numbers);

    /** The tensor, if this is its owner or was when it was freed; else null. */
    protected abstract @Nullable T mine(Tensor tensor);

    /** Gives back what a tensor holds. */
    protected abstract void release(T tensor);

    /** Frees a tensor with this from now on. */
    protected final T hold(T tensor) {
        owned.add(tensor);
        return tensor;
    }

    /** Leaves a tensor to another scope. */
    protected final void leave(T tensor) {
        owned.remove(tensor);
    }

    @Override
    public final Tensor floats(FloatBuffer values, long... shape) {
        return copy(
                ElementType.FLOAT32,
                values.remaining(),
                shape,
                memory -> memory.asFloatBuffer().put(values.duplicate()));
    }

    @Override
    public final Tensor longs(LongBuffer values, long... shape) {
        return copy(
                ElementType.INT64,
                values.remaining(),
                shape,
                memory -> memory.asLongBuffer().put(values.duplicate()));
    }

    @Override
    public final Tensor bytes(ElementType type, ByteBuffer values, long... shape) {
        return copy(type, elements(type, values), shape, memory -> memory.put(values.duplicate()));
    }

    @Override
    public final Tensor share(ElementType type, ByteBuffer values, long... shape) {
        requireOpen();
        if (!values.isDirect()) {
            throw new IllegalArgumentException("A buffer that is shared with a network has to be direct.");
        }
        requireCount(elements(type, values), shape);
        return hold(shared(type, shape, MemorySegment.ofBuffer(values)));
    }

    private T copy(ElementType type, long elements, long[] shape, Consumer<ByteBuffer> fill) {
        requireOpen();
        requireCount(elements, shape);
        Arena arena = Arena.ofShared();
        try {
            MemorySegment memory = arena.allocate(elements * type.bytes(), ALIGNMENT);
            fill.accept(memory.asByteBuffer().order(ByteOrder.nativeOrder()));
            return hold(copied(type, shape, memory, arena));
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static long elements(ElementType type, ByteBuffer values) {
        if (values.remaining() % type.bytes() != 0) {
            throw new IllegalArgumentException(
                    values.remaining() + " bytes are no whole number of elements of type " + type + ".");
        }
        return values.remaining() / type.bytes();
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
    public final void free(Tensor tensor) {
        requireOpen();
        T mine = mine(tensor);
        if (mine == null) {
            throw new IllegalArgumentException("The tensor " + tensor + " belongs to another scope.");
        }
        if (owned.remove(mine)) {
            release(mine);
        }
    }

    /** @throws IllegalStateException if this was closed */
    public final void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The scope is closed; its tensors are gone.");
        }
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            owned.forEach(this::release);
            owned.clear();
            closed();
        }
    }

    /** Called once, after all tensors were freed. */
    protected void closed() {}
}
