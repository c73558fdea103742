package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorSpec;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of ONNX Runtime. An input lies in memory of ours and is read where it lies; an output lies in ONNX Runtime's and
 * is copied when it is first read, because the Java API gives out no view of it. What nobody reads, such as a key-value
 * cache, is never copied.
 */
final class OrtTensor implements Tensor {
    private final OnnxTensor value;
    private final ElementType type;
    private final @Nullable Arena arena;
    private OrtScope owner;
    private @Nullable ByteBuffer memory;
    private boolean freed;

    OrtTensor(OrtScope owner, OnnxTensor value, ElementType type, @Nullable ByteBuffer memory, @Nullable Arena arena) {
        this.owner = owner;
        this.value = value;
        this.type = type;
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

    OnnxTensor value() {
        return value;
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
        return value.getInfo().getShape();
    }

    @Override
    public FloatBuffer floats() {
        requireType(ElementType.FLOAT32);
        return memory().asFloatBuffer().asReadOnlyBuffer();
    }

    @Override
    public LongBuffer longs() {
        requireType(ElementType.INT64);
        return memory().asLongBuffer().asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer bytes() {
        return memory().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }

    private synchronized ByteBuffer memory() {
        requireLive();
        ByteBuffer there = memory;
        if (there == null) {
            there = value.getByteBuffer();
            memory = there;
        }
        return there;
    }

    private void requireType(ElementType wanted) {
        if (type != wanted) {
            throw new IllegalStateException("The tensor " + this + " holds no " + wanted + ".");
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
            memory = null;
            value.close();
            if (arena != null) {
                arena.close();
            }
        }
    }

    @Override
    public String toString() {
        return type + " " + TensorSpec.shapeText(shape());
    }
}
