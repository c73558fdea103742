package dev.vignette.inference.onnxruntime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.onnxruntime.OrtSession;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs an open network through ONNX Runtime's C API with some outputs left on the device, to measure what that saves against
 * the Java API. An experiment: it takes the session's address from private fields.
 *
 * @see <a href="https://onnxruntime.ai/docs/api/c/struct_ort_api.html">struct OrtApi, whose order is fixed for good</a>
 */
final class BoundDecoder implements AutoCloseable {
    private static final int API_VERSION = 17;
    private static final int GET_ERROR_MESSAGE = 2;
    private static final int GET_TENSOR_MUTABLE_DATA = 51;
    private static final int CREATE_MEMORY_INFO = 68;
    private static final int ALLOCATOR_FREE = 76;
    private static final int GET_ALLOCATOR = 78;
    private static final int RELEASE_VALUE = 96;
    private static final int RUN_WITH_BINDING = 133;
    private static final int CREATE_BINDING = 134;
    private static final int RELEASE_BINDING = 135;
    private static final int BIND_INPUT = 136;
    private static final int BIND_OUTPUT_TO_DEVICE = 138;
    private static final int GET_BOUND_OUTPUTS = 140;
    private static final AddressLayout ANYWHERE =
            ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(Long.MAX_VALUE / 8, JAVA_LONG));

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment api;
    private final MemorySegment session;
    private final MemorySegment allocator;
    private final MemorySegment host;
    private final MemorySegment device;
    private final Map<String, MethodHandle> functions = new LinkedHashMap<>();
    private final Map<String, MemorySegment> names = new LinkedHashMap<>();

    /** @param memory {@code Cuda}, or {@code Cpu} to try the code without a GPU */
    BoundDecoder(Network network, Path library, String memory) {
        session = MemorySegment.ofAddress(address(field(network, OrtNetwork.class, "session"), OrtSession.class));
        try {
            MemorySegment base = (MemorySegment) Linker.nativeLinker()
                    .downcallHandle(
                            SymbolLookup.libraryLookup(library, arena).findOrThrow("OrtGetApiBase"),
                            FunctionDescriptor.of(ANYWHERE))
                    .invokeExact();
            api = (MemorySegment) Linker.nativeLinker()
                    .downcallHandle(base.get(ADDRESS, 0), FunctionDescriptor.of(ANYWHERE, JAVA_INT))
                    .invokeExact(API_VERSION);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        allocator = made(GET_ALLOCATOR);
        host = made(CREATE_MEMORY_INFO, arena.allocateFrom("Cpu"), 0, 0, 0);
        device = made(CREATE_MEMORY_INFO, arena.allocateFrom(memory), 0, 0, 0);
    }

    /** The address of what lies in host memory and stays its owner's. */
    static MemorySegment host(Tensor tensor) {
        Object value = ((OrtTensor) tensor).value();
        return MemorySegment.ofAddress(address(value, value.getClass().getSuperclass()));
    }

    /** The outputs by name, {@code kept} on the device and {@code read} on the host. The caller releases them. */
    Map<String, MemorySegment> run(Map<String, MemorySegment> inputs, List<String> kept, List<String> read) {
        MemorySegment binding = made(CREATE_BINDING, session);
        inputs.forEach((name, value) -> call(BIND_INPUT, binding, name(name), value));
        Map<String, MemorySegment> outputs = new LinkedHashMap<>();
        kept.forEach(name -> {
            call(BIND_OUTPUT_TO_DEVICE, binding, name(name), device);
            outputs.put(name, MemorySegment.NULL);
        });
        read.forEach(name -> {
            call(BIND_OUTPUT_TO_DEVICE, binding, name(name), host);
            outputs.put(name, MemorySegment.NULL);
        });
        call(RUN_WITH_BINDING, session, MemorySegment.NULL, binding);
        MemorySegment count = arena.allocate(JAVA_LONG);
        MemorySegment values = made(GET_BOUND_OUTPUTS, count, binding, allocator);
        int at = 0;
        for (Map.Entry<String, MemorySegment> output : outputs.entrySet()) {
            output.setValue(values.getAtIndex(ADDRESS, at++));
        }
        call(ALLOCATOR_FREE, allocator, values);
        release(RELEASE_BINDING, binding);
        return outputs;
    }

    float[] floats(MemorySegment value, int count) {
        return made(GET_TENSOR_MUTABLE_DATA, value).reinterpret(4L * count).toArray(JAVA_FLOAT);
    }

    void release(MemorySegment value) {
        release(RELEASE_VALUE, value);
    }

    private MemorySegment name(String name) {
        return names.computeIfAbsent(name, arena::allocateFrom);
    }

    /** Calls what gives its result through its last pointer (of GetBoundOutputValues: the last but one). */
    private MemorySegment made(int index, Object... given) {
        MemorySegment result = arena.allocate(ADDRESS);
        Object[] all;
        if (index == GET_BOUND_OUTPUTS) {
            all = new Object[] {given[1], given[2], result, given[0]};
        } else {
            all = Arrays.copyOf(given, given.length + 1);
            all[given.length] = result;
        }
        call(index, all);
        return result.get(ANYWHERE, 0);
    }

    private void call(int index, Object... given) {
        MemorySegment status = (MemorySegment) invoke(index, true, given);
        if (status.address() != 0) {
            MemorySegment text = (MemorySegment) invoke(GET_ERROR_MESSAGE, true, status);
            throw new IllegalStateException(
                    "OrtApi[" + index + "]: " + text.reinterpret(4096).getString(0));
        }
    }

    private void release(int index, MemorySegment what) {
        invoke(index, false, what);
    }

    private Object invoke(int index, boolean returns, Object... given) {
        MethodHandle function = functions.computeIfAbsent(index + " " + given.length, key -> {
            MemoryLayout[] layouts = new MemoryLayout[given.length];
            for (int i = 0; i < given.length; i++) {
                layouts[i] = given[i] instanceof Integer ? JAVA_INT : ADDRESS;
            }
            return Linker.nativeLinker()
                    .downcallHandle(
                            api.getAtIndex(ADDRESS, index),
                            returns ? FunctionDescriptor.of(ADDRESS, layouts) : FunctionDescriptor.ofVoid(layouts));
        });
        try {
            return function.invokeWithArguments(given);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static long address(Object owner, Class<?> type) {
        return (long) field(owner, type, "nativeHandle");
    }

    private static Object field(Object owner, Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
