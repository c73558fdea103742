package dev.vignette.inference.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.SmallNetworks;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFileTest {
    @TempDir
    Path folder;

    private String hash(Path file) {
        return new SourceFile(file, "net").sha256(folder.resolve("cache"));
    }

    private Path withWeightsIn(String location) {
        GraphBuilder graph = GraphBuilder.named("large");
        graph.input("x", ElementType.FLOAT32, Dimension.named("n"), Dimension.of(4));
        graph.constant(TensorProto.newBuilder()
                .setName("w")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(4)
                .addDims(4)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location))
                .build());
        graph.node("MatMul").inputs("x", "w").outputs("y");
        graph.output("y", ElementType.FLOAT32, Dimension.named("n"), Dimension.of(4));
        Path file = folder.resolve("large.onnx");
        new OnnxFile(graph.model()).write(file);
        return file;
    }

    @Test
    void the_hash_covers_the_weights_beside_the_file() throws IOException {
        Path file = withWeightsIn("large.onnx_data");
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> hash(file))
                .withMessageContaining("weights that belongs beside it is missing");
        Path weights = folder.resolve("large.onnx_data");
        Files.write(weights, new byte[64]);
        String first = hash(file);
        assertThat(hash(file)).isEqualTo(first);

        Files.write(weights, new byte[65]);
        String second = hash(file);
        assertThat(second).isNotEqualTo(first).hasSize(64);

        byte[] other = new byte[65];
        other[7] = 1;
        Files.write(weights, other);
        Files.setLastModifiedTime(weights, FileTime.fromMillis(1_000));
        assertThat(hash(file)).isNotEqualTo(second);
    }

    @Test
    void what_was_hashed_is_not_read_again() throws IOException {
        Path file = SmallNetworks.linear(folder);
        String hash = hash(file);
        FileTime time = Files.getLastModifiedTime(file);
        // The same size and time: nothing looks at the bytes.
        Files.write(file, new byte[Math.toIntExact(Files.size(file))]);
        Files.setLastModifiedTime(file, time);
        assertThat(hash(file)).isEqualTo(hash);

        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1_000));
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> hash(file))
                .withMessageContaining("of the network net is damaged or no ONNX file. Pull the model again.");
    }

    @Test
    void a_note_that_is_damaged_is_made_again() throws IOException {
        Path file = SmallNetworks.linear(folder);
        String hash = hash(file);
        try (var notes = Files.newDirectoryStream(folder.resolve("cache"), "*.source")) {
            for (Path note : notes) {
                Files.writeString(note, "{\"sha256\":");
            }
        }
        assertThat(hash(file)).isEqualTo(hash);
    }

    @Test
    void refuses_weights_outside_its_folder_and_a_missing_file() {
        Path file = withWeightsIn("../../etc/passwd");
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> hash(file))
                .withMessageContaining("outside its own folder");
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> new SourceFile(folder.resolve("nowhere.onnx"), "net"))
                .withMessageContaining("There is no file");
    }
}
