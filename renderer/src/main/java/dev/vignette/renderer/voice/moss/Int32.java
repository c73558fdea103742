package dev.vignette.renderer.voice.moss;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;

/** Tensors of 32-bit whole numbers, of which this model's networks take and give many. */
final class Int32 {
    private Int32() {}

    static Tensor of(TensorScope scope, int[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.nativeOrder());
        bytes.asIntBuffer().put(values);
        return scope.bytes(ElementType.INT32, bytes, shape);
    }

    static Tensor one(TensorScope scope, int value) {
        return of(scope, new int[] {value}, 1);
    }

    static Tensor filled(TensorScope scope, int value, long... shape) {
        int[] values = new int[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        Arrays.fill(values, value);
        return of(scope, values, shape);
    }

    static int[] read(Tensor tensor) {
        IntBuffer numbers = tensor.bytes().order(ByteOrder.nativeOrder()).asIntBuffer();
        int[] values = new int[numbers.remaining()];
        numbers.get(values);
        return values;
    }
}
