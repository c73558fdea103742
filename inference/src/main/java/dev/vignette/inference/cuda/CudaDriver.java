package dev.vignette.inference.cuda;

import dev.vignette.inference.InferenceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** The driver's library, loaded at the first call, and what its results mean. */
final class CudaDriver {
    /** CUDA 12.0: stream-ordered memory, graphs with flags. */
    private static final int OLDEST = 12_000;

    private CudaDriver() {}

    /** @throws InferenceException if there is no usable driver here; the sentence says what to do */
    static DriverApi api() {
        Loaded loaded = Loaded.ONCE;
        if (loaded.problem != null) {
            throw new InferenceException(loaded.problem);
        }
        return loaded.api();
    }

    static void check(DriverApi api, int result, String what) {
        if (result != 0) {
            throw new CudaException(
                    result, "The GPU failed to " + what + ": " + words(api, result) + "." + advice(result));
        }
    }

    private static String advice(int result) {
        return switch (result) {
            case CudaException.OUT_OF_MEMORY ->
                " Its memory is full: use a smaller batch, close other programs on it, or use a larger GPU.";
            // Illegal address, illegal instruction, misaligned address, launch failed: the context is lost.
            case 700, 714, 715, 716, 718, 719 -> " The GPU cannot be used by this process any more: start it again.";
            case 100 -> " See \"vignette doctor\".";
            default -> "";
        };
    }

    static String words(DriverApi api, int result) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocate(ValueLayout.ADDRESS);
            if (api.cuGetErrorString(result, pointer) == 0) {
                MemorySegment text = pointer.get(ValueLayout.ADDRESS, 0);
                if (text.address() != 0) {
                    return text.reinterpret(1_000).getString(0);
                }
            }
            return "error " + result;
        }
    }

    private record Loaded(
            @org.jspecify.annotations.Nullable DriverApi driver,
            @org.jspecify.annotations.Nullable String problem) {
        static final Loaded ONCE = load();

        private static Loaded load() {
            DriverApi api;
            try {
                api = NativeLibrary.load(DriverApi.class, List.of("libcuda.so.1"));
            } catch (IllegalArgumentException e) {
                return new Loaded(
                        null,
                        "There is no usable NVIDIA driver on this machine (" + e.getMessage()
                                + "). Install NVIDIA's driver, version 560 or newer, or use the processor.");
            }
            int started = api.cuInit(0);
            if (started != 0) {
                return new Loaded(
                        null,
                        "The NVIDIA driver does not start (" + words(api, started)
                                + "). Check with nvidia-smi that the GPU is visible to this machine or container.");
            }
            int version = version(api);
            if (version < OLDEST) {
                return new Loaded(
                        null,
                        "The NVIDIA driver is too old: it is for CUDA " + text(version)
                                + ", and 12.0 is needed. Install version 560 or newer.");
            }
            return new Loaded(api, null);
        }

        DriverApi api() {
            if (driver == null) {
                throw new IllegalStateException("There is no driver.");
            }
            return driver;
        }
    }

    /** The newest CUDA that the driver knows, such as 13000 for 13.0. */
    static int version(DriverApi api) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment version = arena.allocate(ValueLayout.JAVA_INT);
            return api.cuDriverGetVersion(version) == 0 ? version.get(ValueLayout.JAVA_INT, 0) : 0;
        }
    }

    static String text(int version) {
        return version / 1_000 + "." + version % 1_000 / 10;
    }
}
