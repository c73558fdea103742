package dev.vignette.inference.onnxruntime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vignette.inference.InferenceException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one thing that is needed of NVIDIA's runtime itself: copying numbers from a GPU to the host at the time they are asked
 * for. ONNX Runtime copies only as a part of a run. Its CUDA provider has the library loaded already. Safe to use from any
 * thread.
 *
 * @see <a href="https://docs.nvidia.com/cuda/cuda-runtime-api/group__CUDART__MEMORY.html">CUDA Runtime API, memory</a>
 */
final class CudaRuntime {
    private static final List<String> LIBRARIES =
            List.of("libcudart.so.12", "libcudart.so.13", "libcudart.so", "cudart64_12", "cudart64_13");

    /** Either side's memory is told by its address. */
    private static final int MEMCPY_DEFAULT = 4;

    private static @Nullable CudaRuntime runtime;

    private final MethodHandle setDevice;
    private final MethodHandle memcpy;
    private final MethodHandle errorString;

    private CudaRuntime(SymbolLookup library) {
        setDevice = function(library, "cudaSetDevice", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        memcpy =
                function(library, "cudaMemcpy", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
        errorString = function(library, "cudaGetErrorString", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }

    /** @throws InferenceException if it is not to be found */
    static synchronized CudaRuntime loaded() {
        CudaRuntime there = runtime;
        if (there == null) {
            there = find();
            runtime = there;
        }
        return there;
    }

    private static CudaRuntime find() {
        for (String name : LIBRARIES) {
            try {
                return new CudaRuntime(SymbolLookup.libraryLookup(name, Arena.global()));
            } catch (IllegalArgumentException e) {
                // There is none of this name.
            }
        }
        throw new InferenceException("NVIDIA's runtime library is not to be found, neither " + LIBRARIES.getFirst()
                + " nor another. Put CUDA 12 where the loader finds it, as docs/models.md says.");
    }

    private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.find(name)
                                .orElseThrow(() -> new InferenceException(
                                        "NVIDIA's runtime library has no function " + name + ".")),
                        descriptor);
    }

    /** Fills {@code host} with what lies at an address of the GPU; what was computed there is ready by then. */
    void copy(int gpu, MemorySegment device, MemorySegment host) {
        try {
            check((int) setDevice.invokeExact(gpu), gpu);
            check((int) memcpy.invokeExact(host, device, host.byteSize(), MEMCPY_DEFAULT), gpu);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("A native function threw.", e);
        }
    }

    private void check(int error, int gpu) throws Throwable {
        if (error != 0) {
            String text = ((MemorySegment) errorString.invokeExact(error))
                    .reinterpret(Long.MAX_VALUE)
                    .getString(0);
            throw new InferenceException("The numbers of an output could not be copied from the GPU " + gpu + ": "
                    + text + ". If this goes on, start the service anew.");
        }
    }
}
