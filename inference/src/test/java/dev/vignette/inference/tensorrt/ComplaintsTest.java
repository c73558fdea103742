package dev.vignette.inference.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private final Complaints complaints = new Complaints();

    @Test
    void leaves_out_codes_and_source_positions() {
        assertThat(Complaints.oneLine(
                        "IBuilder::buildSerializedNetwork: Error Code 4: API Usage Error\n (x: no profile)"))
                .isEqualTo("API Usage Error (x: no profile)");
        assertThat(Complaints.oneLine(
                        "1: [defaultAllocator.cpp::allocateAsync::48] Error Code 1: Cuda Runtime (out of memory)"))
                .isEqualTo("Cuda Runtime (out of memory)");
        assertThat(Complaints.oneLine("a".repeat(400))).hasSize(301).endsWith("…");
    }

    @Test
    void tells_the_last_few_errors_once() {
        complaints.warning("never mind");
        IntStream.rangeClosed(1, 9).forEach(i -> complaints.error("e" + i));

        assertThat(complaints.failure("It failed", "Do this."))
                .hasMessage("It failed. Do this. (TensorRT says: e6 / e7 / e8 / e9)");
        assertThat(complaints.failure("It failed", "Do this."))
                .hasMessage("It failed. Do this. (TensorRT says: nothing)");
    }

    @Test
    void says_that_the_memory_is_full() {
        complaints.error("Requested amount of GPU memory could not be allocated: out of memory");
        assertThat(complaints.failure("It failed", "Do this."))
                .hasMessageContaining("The GPU's memory is full")
                .hasMessageNotContaining("Do this.");
    }
}
