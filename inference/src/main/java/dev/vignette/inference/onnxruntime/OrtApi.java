package dev.vignette.inference.onnxruntime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vignette.inference.InferenceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The part of ONNX Runtime's C API that Microsoft's Java API leaves out: values whose memory is on a device or is ours, and
 * runs that are bound to them. A file is opened, read and closed through the Java API, from whose private field the session's
 * address is taken. Safe to use from any
 * thread; whoever is given a value or a binding releases it.
 *
 * <p>That the places in the {@linkplain OrtTable table} are right is proved by the tests, which use all of them.
 *
 * @see <a href="https://onnxruntime.ai/docs/api/c/struct_ort_api.html">struct OrtApi</a>
 */
final class OrtApi {
    private static final int CREATE_ENV = 3;
    private static final int CREATE_TENSOR_WITH_DATA = 49;
    private static final int GET_TENSOR_MUTABLE_DATA = 51;
    private static final int GET_DIMENSIONS_COUNT = 61;
    private static final int GET_DIMENSIONS = 62;
    private static final int GET_TENSOR_TYPE_AND_SHAPE = 65;
    private static final int CREATE_MEMORY_INFO = 68;
    private static final int ALLOCATOR_FREE = 76;
    private static final int GET_DEFAULT_ALLOCATOR = 78;
    private static final int RELEASE_VALUE = 96;
    private static final int RELEASE_TENSOR_TYPE_AND_SHAPE = 99;
    private static final int RUN_WITH_BINDING = 133;
    private static final int CREATE_BINDING = 134;
    private static final int RELEASE_BINDING = 135;
    private static final int BIND_INPUT = 136;
    private static final int BIND_OUTPUT_TO_DEVICE = 138;
    private static final int GET_BOUND_OUTPUT_VALUES = 140;

    private static final int ERRORS_ONLY = 3;
    private static final int DEVICE_ALLOCATOR = 0;
    private static final int DEFAULT_MEMORY = 0;

    private final OrtTable table;
    private final VarHandle sessionAddress;
    private final MethodHandle createTensor;
    private final MethodHandle tensorData;
    private final MethodHandle typeAndShape;
    private final MethodHandle dimensionsCount;
    private final MethodHandle dimensions;
    private final MethodHandle releaseTypeAndShape;
    private final MethodHandle createMemoryInfo;
    private final MethodHandle defaultAllocator;
    private final MethodHandle allocatorFree;
    private final MethodHandle releaseValue;
    private final MethodHandle createBinding;
    private final MethodHandle bindInput;
    private final MethodHandle bindOutput;
    private final MethodHandle runWithBinding;
    private final MethodHandle boundOutputs;
    private final MethodHandle releaseBinding;
    private final Map<String, MemorySegment> memories = new ConcurrentHashMap<>();

    /**
     * @param library where the native library is found that the Java API has loaded
     * @param version that the Java API says it has loaded
     * @throws InferenceException if another library is found there, or one that does not know this table
     */
    OrtApi(SymbolLookup library, String version) {
        table = new OrtTable(library, version, GET_BOUND_OUTPUT_VALUES);
        try {
            sessionAddress = MethodHandles.privateLookupIn(OrtSession.class, MethodHandles.lookup())
                    .findVarHandle(OrtSession.class, "nativeHandle", long.class);
        } catch (ReflectiveOperationException e) {
            throw OrtTable.unusable(
                    "the Java class OrtSession of version " + version + " has no field nativeHandle", e);
        }
        createTensor = table.function(
                CREATE_TENSOR_WITH_DATA, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS);
        tensorData = table.function(GET_TENSOR_MUTABLE_DATA, ADDRESS, ADDRESS);
        typeAndShape = table.function(GET_TENSOR_TYPE_AND_SHAPE, ADDRESS, ADDRESS);
        dimensionsCount = table.function(GET_DIMENSIONS_COUNT, ADDRESS, ADDRESS);
        dimensions = table.function(GET_DIMENSIONS, ADDRESS, ADDRESS, JAVA_LONG);
        releaseTypeAndShape = table.release(RELEASE_TENSOR_TYPE_AND_SHAPE);
        createMemoryInfo = table.function(CREATE_MEMORY_INFO, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
        defaultAllocator = table.function(GET_DEFAULT_ALLOCATOR, ADDRESS);
        allocatorFree = table.function(ALLOCATOR_FREE, ADDRESS, ADDRESS);
        releaseValue = table.release(RELEASE_VALUE);
        createBinding = table.function(CREATE_BINDING, ADDRESS, ADDRESS);
        bindInput = table.function(BIND_INPUT, ADDRESS, ADDRESS, ADDRESS);
        bindOutput = table.function(BIND_OUTPUT_TO_DEVICE, ADDRESS, ADDRESS, ADDRESS);
        runWithBinding = table.function(RUN_WITH_BINDING, ADDRESS, ADDRESS, ADDRESS);
        boundOutputs = table.function(GET_BOUND_OUTPUT_VALUES, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        releaseBinding = table.release(RELEASE_BINDING);
    }

    /**
     * Holds on to the environment that the Java API has made, for as long as the process lives: the Java API lets go of it when
     * the virtual machine is asked to end, while runs may still be under way.
     */
    void keepEnvironment() throws OrtException {
        MethodHandle create = table.function(CREATE_ENV, JAVA_INT, ADDRESS, ADDRESS);
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment out = scratch.allocate(ADDRESS);
            MemorySegment name = scratch.allocateFrom("vignette");
            table.check(OrtTable.call(() -> (MemorySegment) create.invokeExact(ERRORS_ONLY, name, out)));
        }
    }

    /** The session's address, which is good until the session is closed. */
    MemorySegment address(OrtSession session) {
        return MemorySegment.ofAddress((long) sessionAddress.get(session));
    }

    /** The description of a device's memory, which lives as long as the process. */
    MemorySegment memory(Device device) throws OrtException {
        MemorySegment known = memories.get(device.name());
        if (known == null) {
            try (Arena scratch = Arena.ofConfined()) {
                MemorySegment out = scratch.allocate(ADDRESS);
                MemorySegment name = scratch.allocateFrom(device.memory());
                table.check(OrtTable.call(() -> (MemorySegment)
                        createMemoryInfo.invokeExact(name, DEVICE_ALLOCATOR, device.number(), DEFAULT_MEMORY, out)));
                known = out.get(ADDRESS, 0);
                memories.put(device.name(), known);
            }
        }
        return known;
    }

    /** A value on numbers in host memory, which have to stay where they are until it is released. */
    MemorySegment value(MemorySegment host, long[] shape, int elementType, MemorySegment memory) throws OrtException {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment out = scratch.allocate(ADDRESS);
            MemorySegment sizes = scratch.allocateFrom(JAVA_LONG, shape);
            table.check(OrtTable.call(() -> (MemorySegment) createTensor.invokeExact(
                    memory, host, host.byteSize(), sizes, (long) shape.length, elementType, out)));
            return out.get(ADDRESS, 0);
        }
    }

    /** The address of a tensor's first number, on the device where it lies. */
    MemorySegment data(MemorySegment value) throws OrtException {
        try (Arena scratch = Arena.ofConfined()) {
            return made(tensorData, value, scratch);
        }
    }

    long[] shape(MemorySegment value, SegmentAllocator scratch) throws OrtException {
        MemorySegment info = made(typeAndShape, value, scratch);
        try {
            MemorySegment count = scratch.allocate(JAVA_LONG);
            table.check(OrtTable.call(() -> (MemorySegment) dimensionsCount.invokeExact(info, count)));
            long rank = count.get(JAVA_LONG, 0);
            MemorySegment sizes = scratch.allocate(JAVA_LONG, Math.max(1, rank));
            table.check(OrtTable.call(() -> (MemorySegment) dimensions.invokeExact(info, sizes, rank)));
            return sizes.asSlice(0, rank * JAVA_LONG.byteSize()).toArray(JAVA_LONG);
        } finally {
            OrtTable.run(releaseTypeAndShape, info);
        }
    }

    MemorySegment binding(MemorySegment session, SegmentAllocator scratch) throws OrtException {
        return made(createBinding, session, scratch);
    }

    /** Values in host memory that the network wants on a device are copied there now, others are used where they lie. */
    void bindInput(MemorySegment binding, MemorySegment name, MemorySegment value) throws OrtException {
        table.check(OrtTable.call(() -> (MemorySegment) bindInput.invokeExact(binding, name, value)));
    }

    /** The run will make the output in this memory, as large as it turns out to be. */
    void bindOutput(MemorySegment binding, MemorySegment name, MemorySegment memory) throws OrtException {
        table.check(OrtTable.call(() -> (MemorySegment) bindOutput.invokeExact(binding, name, memory)));
    }

    /** Returns when the outputs are ready, on a GPU as well. */
    void run(MemorySegment session, MemorySegment binding) throws OrtException {
        table.check(
                OrtTable.call(() -> (MemorySegment) runWithBinding.invokeExact(session, MemorySegment.NULL, binding)));
    }

    /** The values that a run has made, in the order in which they were bound. */
    MemorySegment[] outputs(MemorySegment binding, SegmentAllocator scratch) throws OrtException {
        MemorySegment allocator = made(defaultAllocator, scratch);
        MemorySegment out = scratch.allocate(ADDRESS);
        MemorySegment count = scratch.allocate(JAVA_LONG);
        table.check(OrtTable.call(() -> (MemorySegment) boundOutputs.invokeExact(binding, allocator, out, count)));
        int size = Math.toIntExact(count.get(JAVA_LONG, 0));
        MemorySegment list = out.get(ADDRESS, 0).reinterpret(size * ADDRESS.byteSize());
        MemorySegment[] values = new MemorySegment[size];
        for (int i = 0; i < size; i++) {
            values[i] = list.getAtIndex(ADDRESS, i);
        }
        table.check(OrtTable.call(() -> (MemorySegment) allocatorFree.invokeExact(allocator, list)));
        return values;
    }

    void releaseBinding(MemorySegment binding) {
        OrtTable.run(releaseBinding, binding);
    }

    void releaseValue(MemorySegment value) {
        OrtTable.run(releaseValue, value);
    }

    private MemorySegment made(MethodHandle function, SegmentAllocator scratch) throws OrtException {
        MemorySegment out = scratch.allocate(ADDRESS);
        table.check(OrtTable.call(() -> (MemorySegment) function.invokeExact(out)));
        return out.get(ADDRESS, 0);
    }

    private MemorySegment made(MethodHandle function, MemorySegment of, SegmentAllocator scratch) throws OrtException {
        MemorySegment out = scratch.allocate(ADDRESS);
        table.check(OrtTable.call(() -> (MemorySegment) function.invokeExact(of, out)));
        return out.get(ADDRESS, 0);
    }
}
