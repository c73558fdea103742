package dev.vignette.inference.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
    /** Some functions of the C library, in the manner of CUDA's. */
    interface Standard {
        int abs(int number);

        long labs(long number);

        long strlen(MemorySegment text);

        @Symbol("strcmp")
        int compare(MemorySegment one, MemorySegment other);

        @Symbol("getpid")
        int process();
    }

    interface Wrong {
        int no_such_function();
    }

    @Test
    void calls_functions_of_c() {
        Standard c = NativeLibrary.bind(Standard.class, Linker.nativeLinker().defaultLookup());
        try (Arena arena = Arena.ofConfined()) {
            assertThat(c.abs(-7)).isEqualTo(7);
            assertThat(c.labs(-7_000_000_000L)).isEqualTo(7_000_000_000L);
            assertThat(c.strlen(arena.allocateFrom("hello"))).isEqualTo(5);
            assertThat(c.compare(arena.allocateFrom("a"), arena.allocateFrom("a")))
                    .isZero();
            assertThat(c.process()).isEqualTo((int) ProcessHandle.current().pid());
            assertThat(c).hasToString("Standard");
        }
    }

    @Test
    void says_which_function_or_library_is_missing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        NativeLibrary.bind(Wrong.class, Linker.nativeLinker().defaultLookup()))
                .withMessage("it has no function no_such_function");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NativeLibrary.load(Standard.class, List.of("libnowhere.so.1", "/nowhere/lib.so")))
                .withMessageContaining("libnowhere.so.1: ")
                .withMessageContaining("/nowhere/lib.so: ");
    }

    @Test
    void every_function_of_cuda_has_a_signature_that_can_be_bound() {
        for (Class<?> api : List.of(DriverApi.class, NvrtcApi.class)) {
            assertThat(NativeLibrary.bind(
                            api,
                            name -> java.util.Optional.of(MemorySegment.ofAddress(ValueLayout.ADDRESS.byteSize()))))
                    .isNotNull();
        }
    }
}
