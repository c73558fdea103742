package dev.vignette.inference.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A function that runs on the device. Safe to use from any thread. */
public final class CudaKernel {
    private static final int MAX_DYNAMIC_SHARED_BYTES = 8;

    private final CudaDevice device;
    private final String name;
    private final long function;

    CudaKernel(CudaDevice device, String name, long function) {
        this.device = device;
        this.name = name;
        this.function = function;
    }

    /** Numbers of blocks, or of threads in a block. */
    public record Extent(int x, int y, int z) {
        public Extent {
            if (x < 1 || y < 1 || z < 1) {
                throw new IllegalArgumentException("An extent of " + x + "×" + y + "×" + z + " is empty.");
            }
        }

        public static Extent of(int x) {
            return new Extent(x, 1, 1);
        }

        public static Extent of(int x, int y) {
            return new Extent(x, y, 1);
        }

        /** As many blocks as cover {@code items} with {@code perBlock} each. */
        public static Extent covering(long items, int perBlock) {
            return of(Math.toIntExact(Math.max(1, Math.ceilDiv(items, perBlock))));
        }
    }

    /**
     * Allows launches with this much dynamic shared memory, which more than 48 KiB need.
     *
     * @return this
     */
    public CudaKernel withSharedMemory(int bytes) {
        device.makeCurrent();
        device.check(
                device.api().cuFuncSetAttribute(function, MAX_DYNAMIC_SHARED_BYTES, bytes),
                "give the kernel " + name + " " + bytes + " bytes of shared memory");
        return this;
    }

    /** Puts a run into the stream, without dynamic shared memory. */
    public void launch(CudaStream stream, Extent grid, Extent block, Object... arguments) {
        launch(stream, grid, block, 0, arguments);
    }

    /**
     * Puts a run into the stream.
     *
     * @param sharedBytes of dynamic shared memory
     * @param arguments in the kernel's order, of exactly its types: {@code Integer} for int, {@code Long} for long long,
     *     {@code Float}, {@code Double}, {@link DeviceMemory} for a pointer
     */
    public void launch(CudaStream stream, Extent grid, Extent block, int sharedBytes, Object... arguments) {
        device.makeCurrent();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointers = arena.allocate(ValueLayout.ADDRESS, Math.max(1, arguments.length));
            for (int i = 0; i < arguments.length; i++) {
                pointers.setAtIndex(ValueLayout.ADDRESS, i, value(arena, i, arguments[i]));
            }
            device.check(
                    device.api()
                            .cuLaunchKernel(
                                    function,
                                    grid.x(),
                                    grid.y(),
                                    grid.z(),
                                    block.x(),
                                    block.y(),
                                    block.z(),
                                    sharedBytes,
                                    stream.handle(),
                                    pointers,
                                    MemorySegment.NULL),
                    "run the kernel " + name);
        }
    }

    private MemorySegment value(Arena arena, int index, Object argument) {
        return switch (argument) {
            case Integer number -> arena.allocateFrom(ValueLayout.JAVA_INT, number);
            case Long number -> arena.allocateFrom(ValueLayout.JAVA_LONG, number);
            case Float number -> arena.allocateFrom(ValueLayout.JAVA_FLOAT, number);
            case Double number -> arena.allocateFrom(ValueLayout.JAVA_DOUBLE, number);
            case DeviceMemory memory -> arena.allocateFrom(ValueLayout.JAVA_LONG, memory.address());
            default ->
                throw new IllegalArgumentException("The argument " + index + " of the kernel " + name
                        + " is of the type " + argument.getClass().getSimpleName() + ", which a kernel does not take.");
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
