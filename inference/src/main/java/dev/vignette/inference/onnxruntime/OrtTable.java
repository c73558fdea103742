package dev.vignette.inference.onnxruntime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import dev.vignette.inference.InferenceException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's table of C functions. They are found by their place, which is the same in every version: the table is only
 * ever added to at its end. Safe to use from any thread.
 *
 * @see <a href="https://onnxruntime.ai/docs/api/c/struct_ort_api.html">struct OrtApi</a>
 */
final class OrtTable {
    /** The oldest version of the table that has all of the places below; any later library gives it out as well. */
    private static final int TABLE_VERSION = 17;

    private static final int GET_ERROR_CODE = 1;
    private static final int GET_ERROR_MESSAGE = 2;
    private static final int RELEASE_STATUS = 93;

    private final Linker linker = Linker.nativeLinker();
    private final MemorySegment table;
    private final MethodHandle errorCode;
    private final MethodHandle errorMessage;
    private final MethodHandle releaseStatus;

    /**
     * @param library where the native library is found that the Java API has loaded
     * @param version that the Java API says it has loaded
     * @param last place that will be asked for
     * @throws InferenceException if another library is found there, or one that does not know this table
     */
    OrtTable(SymbolLookup library, String version, int last) {
        MemorySegment base = pointer(linker.downcallHandle(
                        library.find("OrtGetApiBase")
                                .orElseThrow(() -> unusable("its library has no function OrtGetApiBase", null)),
                        FunctionDescriptor.of(ADDRESS)))
                .reinterpret(2 * ADDRESS.byteSize());
        MethodHandle getApi =
                linker.downcallHandle(base.getAtIndex(ADDRESS, 0), FunctionDescriptor.of(ADDRESS, JAVA_INT));
        String found = pointer(linker.downcallHandle(base.getAtIndex(ADDRESS, 1), FunctionDescriptor.of(ADDRESS)))
                .reinterpret(Long.MAX_VALUE)
                .getString(0);
        if (!found.equals(version)) {
            throw unusable(
                    "version " + version + " of its library was loaded and version " + found + " was found", null);
        }
        MemorySegment given = pointer(MethodHandles.insertArguments(getApi, 0, TABLE_VERSION));
        if (given.equals(MemorySegment.NULL)) {
            throw unusable("version " + version + " does not know the C API of 1." + TABLE_VERSION, null);
        }
        table = given.reinterpret((last + 1) * ADDRESS.byteSize());
        errorCode = linker.downcallHandle(at(GET_ERROR_CODE), FunctionDescriptor.of(JAVA_INT, ADDRESS));
        errorMessage = function(GET_ERROR_MESSAGE, ADDRESS);
        releaseStatus = release(RELEASE_STATUS);
    }

    private MemorySegment at(int place) {
        return table.getAtIndex(ADDRESS, place);
    }

    /** A function that gives a status, or an address. */
    MethodHandle function(int place, MemoryLayout... parameters) {
        return linker.downcallHandle(at(place), FunctionDescriptor.of(ADDRESS, parameters));
    }

    /** A function that frees what it is given. */
    MethodHandle release(int place) {
        return linker.downcallHandle(at(place), FunctionDescriptor.ofVoid(ADDRESS));
    }

    /** Turns a status that tells of a failure into the exception that the Java API would have thrown, and frees it. */
    void check(MemorySegment status) throws OrtException {
        if (status.equals(MemorySegment.NULL)) {
            return;
        }
        try {
            String message = call(() -> (MemorySegment) errorMessage.invokeExact(status))
                    .reinterpret(Long.MAX_VALUE)
                    .getString(0);
            int code = call(() -> (int) errorCode.invokeExact(status));
            throw new OrtException(OrtErrorCode.mapFromInt(code), message);
        } finally {
            run(releaseStatus, status);
        }
    }

    private static MemorySegment pointer(MethodHandle function) {
        return call(() -> (MemorySegment) function.invokeExact());
    }

    static void run(MethodHandle function, MemorySegment argument) {
        call(() -> {
            function.invokeExact(argument);
            return true;
        });
    }

    interface NativeCall<T> {
        T invoke() throws Throwable;
    }

    /** Functions of C throw nothing: what comes is a mistake in this class. */
    static <T> T call(NativeCall<T> nativeCall) {
        try {
            return nativeCall.invoke();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("A native function threw.", e);
        }
    }

    static InferenceException unusable(String reason, @Nullable Throwable cause) {
        return new InferenceException(
                "ONNX Runtime cannot be used: " + reason
                        + ". Put one version of it on the class path, the one that docs/models.md names.",
                cause);
    }
}
