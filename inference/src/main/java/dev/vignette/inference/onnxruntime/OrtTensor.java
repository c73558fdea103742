package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.OrtException;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A value of ONNX Runtime. An input lies in host memory of ours and is read where it lies. An output lies in ONNX Runtime's
 * memory on the engine's device: on the processor it is read where it lies too, from a GPU it is copied when its numbers are
 * first asked for. What nobody reads, such as a key-value cache, never leaves the device.
 */
final class OrtTensor implements Tensor {
    private final OrtApi api;
    private final MemorySegment value;
    private final ElementType type;
    private final long[] shape;
    private OrtScope owner;
    private @Nullable Arena arena;
    private @Nullable ByteBuffer memory;
    private int runs;
    private boolean freed;

    /** @param arena of the memory; null where it is the caller's, or is ONNX Runtime's and was not read yet */
    OrtTensor(
            OrtScope owner,
            MemorySegment value,
            ElementType type,
            long[] shape,
            @Nullable ByteBuffer memory,
            @Nullable Arena arena) {
        this.owner = owner;
        this.api = owner.api();
        this.value = value;
        this.type = type;
        this.shape = shape;
        this.memory = memory;
        this.arena = arena;
    }

    /** Checks that a tensor is one of the engine's and not yet freed. */
    static OrtTensor of(Tensor tensor, OnnxRuntimeEngine engine) {
        if (!(tensor instanceof OrtTensor own) || own.owner.engine() != engine) {
            throw new IllegalArgumentException("The tensor " + tensor + " belongs to another engine.");
        }
        own.requireLive();
        return own;
    }

    /** The value for a run; it stays there until {@link #leave}, even if the tensor is freed meanwhile. */
    synchronized MemorySegment enter() {
        requireLive();
        runs++;
        return value;
    }

    synchronized void leave() {
        runs--;
        releaseIfDone();
    }

    OrtScope owner() {
        return owner;
    }

    /** Changes the owner and returns the former one. */
    OrtScope moveTo(OrtScope scope) {
        OrtScope former = owner;
        owner = scope;
        return former;
    }

    @Override
    public ElementType type() {
        return type;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public ByteBuffer bytes() {
        return memory().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }

    private synchronized ByteBuffer memory() {
        requireLive();
        ByteBuffer there = memory;
        if (there == null) {
            there = read();
            memory = there;
        }
        return there;
    }

    private ByteBuffer read() {
        Arena reading = Arena.ofShared();
        try {
            ByteBuffer read = owner.engine()
                    .device()
                    .read(api.data(value), size() * type.bytes(), reading)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
            arena = reading;
            return read;
        } catch (OrtException e) {
            reading.close();
            throw new InferenceException("The tensor " + this + " could not be read: " + OpenFailure.oneLine(e), e);
        } catch (RuntimeException e) {
            reading.close();
            throw e;
        }
    }

    private void requireLive() {
        if (freed) {
            throw new IllegalStateException("The tensor " + this + " was freed with its scope.");
        }
    }

    synchronized void free() {
        if (!freed) {
            freed = true;
            releaseIfDone();
        }
    }

    private void releaseIfDone() {
        if (freed && runs == 0) {
            memory = null;
            api.releaseValue(value);
            if (arena != null) {
                arena.close();
            }
        }
    }

    @Override
    public String toString() {
        return type + " " + TensorSpec.shapeText(shape);
    }
}
