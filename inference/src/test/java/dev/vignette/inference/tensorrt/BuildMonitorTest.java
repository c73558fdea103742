package dev.vignette.inference.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls the object as TensorRT does: through its table of virtual functions. */
class BuildMonitorTest {
    private static final int INFO = 1;
    private static final int START = 4;
    private static final int STEP = 5;
    private static final int FINISH = 6;

    private final List<Double> fractions = new ArrayList<>();
    private final List<String> phases = new ArrayList<>();
    private final BuildListener listener = new BuildListener() {
        @Override
        public void progress(String network, String phase, double fraction) {
            phases.add(phase);
            fractions.add(fraction);
        }
    };

    private static MethodHandle function(BuildMonitor monitor, int slot, FunctionDescriptor descriptor) {
        MemorySegment table =
                monitor.object().get(ValueLayout.ADDRESS, 0).reinterpret(7 * ValueLayout.ADDRESS.byteSize());
        return Linker.nativeLinker().downcallHandle(table.getAtIndex(ValueLayout.ADDRESS, slot), descriptor);
    }

    private static void start(BuildMonitor monitor, Arena arena, String name, String parent, int steps)
            throws Throwable {
        function(
                        monitor,
                        START,
                        FunctionDescriptor.ofVoid(
                                ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT))
                .invoke(
                        monitor.object(),
                        arena.allocateFrom(name),
                        parent.isEmpty() ? MemorySegment.NULL : arena.allocateFrom(parent),
                        steps);
    }

    private static boolean step(BuildMonitor monitor, Arena arena, String name, int step) throws Throwable {
        return (boolean) function(
                        monitor,
                        STEP,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_BOOLEAN,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT))
                .invoke(monitor.object(), arena.allocateFrom(name), step);
    }

    private static void finish(BuildMonitor monitor, Arena arena, String name) throws Throwable {
        function(monitor, FINISH, FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                .invoke(monitor.object(), arena.allocateFrom(name));
    }

    @Test
    void tells_how_far_a_build_in_phases_within_phases_is() throws Throwable {
        try (BuildMonitor monitor = new BuildMonitor("net", listener);
                Arena arena = Arena.ofConfined()) {
            start(monitor, arena, "Building Engine", "", 4);
            assertThat(step(monitor, arena, "Building Engine", 0)).isTrue();
            start(monitor, arena, "Computing profile costs", "Building Engine", 10);
            assertThat(step(monitor, arena, "Computing profile costs", 4)).isTrue();
            assertThat(fractions).last().satisfies(last -> assertThat(last).isEqualTo(0.25 + 0.25 / 2, within(1e-9)));
            assertThat(phases).last().isEqualTo("Computing profile costs");
            finish(monitor, arena, "Computing profile costs");
            step(monitor, arena, "Building Engine", 1);
            step(monitor, arena, "Building Engine", 3);
            finish(monitor, arena, "Building Engine");
        }
        assertThat(fractions).isSorted().last().isEqualTo(1.0);
    }

    @Test
    void says_what_interface_it_is() throws Throwable {
        try (BuildMonitor monitor = new BuildMonitor("net", BuildListener.SILENT);
                Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) function(
                            monitor,
                            INFO,
                            FunctionDescriptor.of(
                                    MemoryLayout.structLayout(
                                            ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                                    ValueLayout.ADDRESS))
                    .invoke((SegmentAllocator) arena, monitor.object());
            assertThat(info.get(ValueLayout.ADDRESS, 0).reinterpret(100).getString(0))
                    .isEqualTo("IProgressMonitor");
            assertThat(info.get(ValueLayout.JAVA_INT, 8)).isEqualTo(1);
        }
    }

    @Test
    void a_listener_that_fails_does_not_reach_the_caller_and_an_interrupt_ends_the_build() throws Throwable {
        BuildListener failing = new BuildListener() {
            @Override
            public void progress(String network, String phase, double fraction) {
                throw new IllegalStateException("no");
            }
        };
        try (BuildMonitor monitor = new BuildMonitor("net", failing);
                Arena arena = Arena.ofConfined()) {
            start(monitor, arena, "Building Engine", "", 4);
            assertThat(step(monitor, arena, "Building Engine", 0)).isTrue();
            Thread.currentThread().interrupt();
            try {
                assertThat(step(monitor, arena, "Building Engine", 1)).isFalse();
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            step(monitor, arena, "unknown", 1);
            finish(monitor, arena, "unknown");
        }
    }
}
