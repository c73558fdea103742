package dev.vignette.inference.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
    @TempDir
    Path directory;

    @Test
    void what_was_written_is_read_by_name_and_by_row() {
        Path file = directory.resolve("model.safetensors");
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("a", new long[] {3, 2});
        shapes.put("b", new long[] {600_000});
        SafeTensorsWriter.write(file, Map.of("format", "pt"), shapes, name -> {
            AtomicInteger next = new AtomicInteger(name.equals("a") ? 0 : 100);
            return () -> next.getAndIncrement() % 128 - 0.5;
        });
        try (SafeTensors weights = SafeTensors.open(file)) {
            assertThat(weights.metadata()).containsExactly(Map.entry("format", "pt"));
            assertThat(weights.names()).containsExactlyInAnyOrder("a", "b");
            assertThat(weights.shape("a")).containsExactly(3, 2);
            assertThat(weights.floats("a")).containsExactly(-0.5f, 0.5f, 1.5f, 2.5f, 3.5f, 4.5f);
            assertThat(weights.row("a", 2)).containsExactly(3.5f, 4.5f);
            assertThat(weights.floats("b")).hasSize(600_000).startsWith(99.5f).endsWith(34.5f);
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> weights.floats("c"))
                    .withMessageContaining("no tensor c");
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> weights.require("a", 2, 3))
                    .withMessageContaining("[3, 2] where [2, 3] belongs");
        }
    }

    @Test
    void all_three_kinds_of_floats_are_read() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1.25f).putShort(Float.floatToFloat16(-3)).putShort((short) (Float.floatToIntBits(7) >>> 16));
        Path file = written("""
                {"f":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"h":{"dtype":"F16","shape":[1],"data_offsets":[4,6]},
                "b":{"dtype":"BF16","shape":[1],"data_offsets":[6,8]}}""", data.array());
        try (SafeTensors weights = SafeTensors.open(file)) {
            assertThat(weights.floats("f")).containsExactly(1.25f);
            assertThat(weights.floats("h")).containsExactly(-3);
            assertThat(weights.floats("b")).containsExactly(7);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}|larger than the file",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}|where the header says",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}|where the header says",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|larger than the file",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,8],\"data_offsets\":[0,0]}}|larger than the file",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}|of the type",
                "{\"a\":|header cannot be read",
                "[]x|header cannot be read"
            })
    void a_header_that_lies_is_refused(String header, String reason) throws IOException {
        Path file = written(header, new byte[8]);
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> SafeTensors.open(file))
                .withMessageContaining(reason)
                .withMessageContaining("Pull it again");
    }

    @Test
    void a_cut_or_foreign_file_is_refused() throws IOException {
        Path file = directory.resolve("cut");
        for (byte[] bytes :
                new byte[][] {{}, {1, 2, 3}, "GGUF and more than eight bytes".getBytes(StandardCharsets.US_ASCII)}) {
            Files.write(file, bytes);
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> SafeTensors.open(file))
                    .withMessageContaining("does not fit");
        }
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> SafeTensors.open(directory.resolve("none")))
                .withMessageContaining("There is no file");
    }

    private Path written(String header, byte[] data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text).put(data);
        return Files.write(directory.resolve("made"), bytes.array());
    }
}
