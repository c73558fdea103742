package dev.vignette.inference.tensorrt;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.Pointer;

/** Between addresses, JavaCPP's pointers and C++ objects. */
final class Native {
    private static final MethodHandle DESTRUCTOR =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    /** Where the deleting destructor stands in the table of virtual functions of TensorRT's own classes. */
    static final int FIRST = 1;

    /** The same of {@code nvonnxparser::IParser}, which declares eight functions before its destructor. */
    static final int PARSER = 9;

    private static final Optional<MethodHandle> MALLOC_TRIM = Linker.nativeLinker()
            .defaultLookup()
            .find("malloc_trim")
            .map(address -> Linker.nativeLinker()
                    .downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));

    private Native() {}

    /** Gives back to the system what the C library keeps of freed memory: after a build that is gigabytes. */
    static void trimHeap() {
        if (MALLOC_TRIM.isPresent()) {
            try {
                int ignored = (int) MALLOC_TRIM.get().invokeExact(0L);
            } catch (Throwable e) {
                throw new IllegalStateException("Memory could not be given back.", e);
            }
        }
    }

    /** A pointer to an address, which it does not own. */
    static final class At extends Pointer {
        At(long at) {
            address = at;
        }
    }

    static CUstream_st stream(long handle) {
        return new CUstream_st(new At(handle));
    }

    /**
     * Does what {@code delete object} does in C++, which the presets do not offer: calls the deleting destructor that the
     * Itanium C++ ABI puts into the object's table of virtual functions.
     *
     * @param slot {@link #FIRST} or {@link #PARSER}
     * @see <a href="https://itanium-cxx-abi.github.io/cxx-abi/abi.html#vtable">Itanium C++ ABI, virtual table layout</a>
     */
    static void delete(Pointer object, int slot) {
        if (object.isNull()) {
            return;
        }
        MemorySegment self = MemorySegment.ofAddress(object.address());
        MemorySegment table = self.reinterpret(ValueLayout.ADDRESS.byteSize()).get(ValueLayout.ADDRESS, 0);
        MemorySegment destructor =
                table.reinterpret((slot + 1L) * ValueLayout.ADDRESS.byteSize()).getAtIndex(ValueLayout.ADDRESS, slot);
        object.setNull();
        try {
            DESTRUCTOR.invokeExact(destructor, self);
        } catch (Throwable e) {
            throw new IllegalStateException("A native object could not be freed.", e);
        }
    }
}
