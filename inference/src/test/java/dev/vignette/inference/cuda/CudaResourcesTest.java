package dev.vignette.inference.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

/** What is made is freed once, and failures are said, on a driver that computes nothing. */
class CudaResourcesTest {
    private final FakeDriver driver = new FakeDriver();
    private final CudaDevice device = CudaDevice.of(driver.api(), 0, "580");

    @Test
    void memory_that_is_full_is_asked_for_again_after_the_pool_gave_back() {
        try (CudaStream stream = device.stream()) {
            driver.results("cuMemAllocAsync", CudaException.OUT_OF_MEMORY);
            DeviceBuffer.allocate(stream, 100).close();
            assertThat(driver.count("cuMemPoolTrimTo")).isEqualTo(1);
            assertThat(driver.count("cuMemFreeAsync")).isEqualTo(1);

            driver.results("cuMemAllocAsync", CudaException.OUT_OF_MEMORY, CudaException.OUT_OF_MEMORY);
            assertThatExceptionOfType(CudaException.class)
                    .isThrownBy(() -> DeviceBuffer.allocate(stream, 100))
                    .withMessageContaining("failed to give 100 bytes of memory")
                    .withMessageContaining("use a smaller batch")
                    .matches(CudaException::isOutOfMemory);
            assertThat(driver.count("cuMemFreeAsync")).isEqualTo(1);
        }
    }

    @Test
    void buffers_are_freed_once_and_not_used_afterwards() {
        try (CudaStream stream = device.stream();
                CudaStream other = device.stream()) {
            DeviceBuffer buffer = DeviceBuffer.allocate(stream, 100);
            DeviceMemory slice = buffer.slice(10, 20);
            assertThat(slice.address()).isEqualTo(buffer.address() + 10);
            assertThatThrownBy(() -> buffer.slice(90, 20)).isInstanceOf(IndexOutOfBoundsException.class);

            DeviceBuffer moved = buffer.inOrderOf(other);
            buffer.close();
            assertThat(driver.count("cuMemFreeAsync")).isZero();
            assertThatIllegalStateException().isThrownBy(buffer::address);
            assertThatIllegalStateException().isThrownBy(slice::address);
            moved.close();
            moved.close();
            assertThat(driver.count("cuMemFreeAsync")).isEqualTo(1);
            assertThatIllegalArgumentException().isThrownBy(() -> DeviceBuffer.allocate(stream, -1));
        }
    }

    @Test
    void copies_stay_within_both_sides() {
        try (CudaStream stream = device.stream();
                Arena arena = Arena.ofConfined();
                DeviceBuffer buffer = DeviceBuffer.allocate(stream, 100);
                DeviceBuffer small = DeviceBuffer.allocate(stream, 99)) {
            assertThatThrownBy(() -> buffer.upload(stream, arena.allocate(101)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> buffer.download(stream, arena.allocate(101)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> DeviceCopies.within(stream, buffer, small))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(driver.calls()).noneMatch(call -> call.startsWith("cuMemcpy"));
            buffer.upload(stream, arena.allocate(100));
            assertThat(driver.count("cuMemcpyHtoDAsync")).isEqualTo(1);
        }
    }

    @Test
    void a_recording_that_fails_is_ended_and_thrown_away() {
        try (CudaStream stream = device.stream()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> stream.capture(() -> {
                        throw new IllegalStateException("no");
                    }));
            assertThat(driver.count("cuStreamEndCapture")).isEqualTo(1);
            assertThat(driver.count("cuGraphDestroy")).isEqualTo(1);
            assertThat(driver.count("cuGraphInstantiateWithFlags")).isZero();

            CudaGraph graph = stream.capture(() -> {});
            graph.close();
            graph.close();
            assertThat(driver.count("cuGraphExecDestroy")).isEqualTo(1);
            assertThat(driver.count("cuGraphDestroy")).isEqualTo(2);
            assertThatIllegalStateException().isThrownBy(() -> graph.launch(stream));
        }
    }

    @Test
    void the_device_as_a_whole_is_not_waited_for_while_a_stream_is_captured() throws InterruptedException {
        try (CudaStream stream = device.stream()) {
            Thread other = new Thread(device::trim);
            stream.capture(() -> {
                        assertThatIllegalStateException().isThrownBy(device::synchronize);
                        other.start();
                        // It ends if it does not wait.
                        while (other.getState() != Thread.State.WAITING && other.isAlive()) {
                            Thread.onSpinWait();
                        }
                        assertThat(driver.count("cuCtxSynchronize")).isZero();
                    })
                    .close();
            other.join();
            assertThat(driver.count("cuCtxSynchronize")).isEqualTo(1);
            assertThat(driver.count("cuMemPoolTrimTo")).isEqualTo(1);
        }
    }

    @Test
    void streams_wait_for_each_other_and_not_for_themselves() {
        try (CudaStream stream = device.stream();
                CudaStream other = device.stream()) {
            driver.forget();
            stream.await(stream);
            assertThat(driver.calls()).isEmpty();
            stream.await(other);
            assertThat(driver.count("cuEventRecord")).isEqualTo(1);
            assertThat(driver.count("cuStreamWaitEvent")).isEqualTo(1);
            assertThat(driver.count("cuEventDestroy")).isEqualTo(1);
        }
    }

    @Test
    void a_fault_that_ends_the_context_says_so() {
        try (CudaStream stream = device.stream()) {
            driver.results("cuStreamSynchronize", 700);
            assertThatExceptionOfType(CudaException.class)
                    .isThrownBy(stream::synchronize)
                    .withMessageContaining("cannot be used by this process any more")
                    .matches(failure -> failure.code() == 700 && !failure.isOutOfMemory());
        }
    }
}
