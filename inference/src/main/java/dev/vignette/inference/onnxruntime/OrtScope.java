package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.OrtException;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.OwningScope;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Owns tensors. Inputs lie in host memory, what a run has made lies where the engine computes. */
final class OrtScope extends OwningScope<OrtTensor> {
    private final OnnxRuntimeEngine engine;
    private final OrtApi api;

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
    protected OrtTensor copied(ElementType type, long[] shape, MemorySegment numbers, Arena arena) {
        return tensor(type, shape, numbers, arena);
    }

    @Override
    protected OrtTensor shared(ElementType type, long[] shape, MemorySegment numbers) {
        return tensor(type, shape, numbers, null);
    }

    @Override
    protected @Nullable OrtTensor mine(Tensor tensor) {
        return tensor instanceof OrtTensor own && own.owner() == this ? own : null;
    }

    @Override
    protected void release(OrtTensor tensor) {
        tensor.free();
    }

    private OrtTensor tensor(ElementType type, long[] shape, MemorySegment numbers, @Nullable Arena arena) {
        try {
            MemorySegment value = api.value(numbers, shape, OrtTypes.number(type), api.memory(new Device.Cpu()));
            ByteBuffer memory = numbers.asByteBuffer().order(ByteOrder.nativeOrder());
            return new OrtTensor(this, value, type, shape.clone(), memory, arena);
        } catch (OrtException e) {
            throw new InferenceException(
                    "A tensor " + type + " " + TensorSpec.shapeText(shape) + " could not be made: "
                            + OpenFailure.oneLine(e),
                    e);
        }
    }

    /** Takes over what a run has made. */
    OrtTensor own(MemorySegment value, ElementType type, long[] shape) {
        return hold(new OrtTensor(this, value, type, shape, null, null));
    }

    @Override
    public Tensor adopt(Tensor tensor) {
        requireOpen();
        OrtTensor own = OrtTensor.of(tensor, engine);
        own.moveTo(this).leave(own);
        return hold(own);
    }
}
