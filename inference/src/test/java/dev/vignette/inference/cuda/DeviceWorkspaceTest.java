package dev.vignette.inference.cuda;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lies where and what is closed when, on a driver that computes nothing. */
class DeviceWorkspaceTest {
    private final FakeDriver driver = new FakeDriver();
    private final CudaStream stream = CudaDevice.of(driver.api(), 0, "580").stream();
    private final List<DeviceMemory> wrapped = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final DeviceWorkspace workspace = new DeviceWorkspace(scope());

    /** Wraps memory into tensors that tell nothing, and notes it. */
    private DeviceScope scope() {
        return (DeviceScope) Proxy.newProxyInstance(
                DeviceScope.class.getClassLoader(), new Class<?>[] {DeviceScope.class}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "stream" -> {
                            return stream;
                        }
                        case "wrap" -> wrapped.add((DeviceMemory) arguments[1]);
                        case "close" -> closed.add("scope after " + driver.count("cuMemFreeAsync") + " buffers");
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }

    @Test
    void tensors_lie_in_their_part_of_a_buffer_and_not_beyond() {
        DeviceBuffer buffer = workspace.zeros(2 * DeviceWorkspace.ALIGNMENT);
        workspace.tensor(buffer, DeviceWorkspace.ALIGNMENT, FLOAT32, 2, 3);
        assertThat(wrapped).singleElement().satisfies(memory -> {
            assertThat(memory.address()).isEqualTo(buffer.address() + DeviceWorkspace.ALIGNMENT);
            assertThat(memory.sizeInBytes()).isEqualTo(24);
        });
        assertThatThrownBy(() -> workspace.tensor(buffer, DeviceWorkspace.ALIGNMENT, INT64, 33))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void fresh_memory_is_filled_before_anybody_reads_it() {
        workspace.zeros(FLOAT32, 1, 5);
        assertThat(wrapped)
                .singleElement()
                .satisfies(memory -> assertThat(memory.sizeInBytes()).isEqualTo(20));
        assertThat(driver.calls()).containsSubsequence("cuMemAllocAsync", "cuMemsetD8Async");
    }

    @Test
    void sizes_are_rounded_up_to_where_tensors_may_begin() {
        assertThat(DeviceWorkspace.aligned(0)).isZero();
        assertThat(DeviceWorkspace.aligned(1)).isEqualTo(256);
        assertThat(DeviceWorkspace.aligned(256)).isEqualTo(256);
        assertThat(DeviceWorkspace.aligned(257)).isEqualTo(512);
    }

    @Test
    void runs_are_closed_before_their_memory_and_the_scope_last() {
        DeviceBuffer buffer = workspace.zeros(100);
        assertThat(workspace.mirror(buffer).segment().byteSize()).isEqualTo(100);
        workspace.own(() -> closed.add("run after " + driver.count("cuMemFreeAsync") + " buffers"));
        workspace.close();
        workspace.close();
        assertThat(closed).containsExactly("run after 0 buffers", "scope after 1 buffers");
        assertThat(driver.count("cuMemFreeHost")).isEqualTo(1);
    }
}
