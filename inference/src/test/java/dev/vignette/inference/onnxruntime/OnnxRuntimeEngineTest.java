package dev.vignette.inference.onnxruntime;

import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.Engine;
import dev.vignette.inference.EngineContract;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import java.io.IOException;
import java.lang.foreign.SymbolLookup;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class OnnxRuntimeEngineTest extends EngineContract {
    @Override
    protected Engine engine() {
        return OnnxRuntimeEngine.cpu();
    }

    @Test
    void says_that_the_weights_beside_a_file_are_missing_or_cut() throws IOException {
        GraphBuilder graph = GraphBuilder.named("large");
        graph.input("x", FLOAT32, Dimension.named("n"), Dimension.of(4));
        graph.constant(TensorProto.newBuilder()
                .setName("w")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(4)
                .addDims(4)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("large.onnx_data"))
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("length").setValue("64"))
                .build());
        graph.node("MatMul").inputs("x", "w").outputs("y");
        graph.output("y", FLOAT32, Dimension.named("n"), Dimension.of(4));
        Path file = directory.resolve("large.onnx");
        OnnxFile onnx = new OnnxFile(graph.model());
        onnx.write(file);
        assertThat(onnx.filesBeside()).containsExactly("large.onnx_data");

        try (Engine engine = engine()) {
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> engine.open(file, "large"))
                    .withMessageContaining("weights that belongs beside it is missing or damaged");
            Files.write(directory.resolve("large.onnx_data"), new byte[32]);
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> engine.open(file, "large"))
                    .withMessageContaining("weights that belongs beside it is missing or damaged");
            Files.write(directory.resolve("large.onnx_data"), new byte[64]);
            try (Network network = engine.open(file, "large")) {
                assertThat(network.signature().inputs()).hasSize(1);
            }
        }
    }

    @Test
    void memory_stays_while_a_run_uses_it_even_if_its_scope_is_closed_meanwhile() {
        try (Engine engine = engine()) {
            TensorScope scope = engine.scope();
            OrtTensor tensor = (OrtTensor) scope.floats(new float[] {7}, 1);
            FloatBuffer view = tensor.floats();

            tensor.enter();
            scope.close();
            assertThat(view.get(0)).isEqualTo(7);
            assertThatIllegalStateException().isThrownBy(tensor::enter);
            tensor.leave();
            assertThatIllegalStateException().isThrownBy(() -> view.get(0));
        }
    }

    @Test
    void refuses_a_library_that_is_not_the_one_that_was_loaded() {
        engine().close();
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> new OrtApi(name -> Optional.empty(), "1.28.0"))
                .withMessageContaining("has no function OrtGetApiBase");
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> new OrtApi(SymbolLookup.loaderLookup(), "1.2.3"))
                .withMessageContaining("version 1.2.3 of its library was loaded")
                .withMessageContaining("docs/models.md");
    }

    @Test
    void says_what_a_gpu_needs_where_there_is_none() {
        Assumptions.assumeFalse(Files.exists(Path.of("/proc/driver/nvidia/version")));
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> OnnxRuntimeEngine.cuda(0))
                .withMessageContaining("cannot use the GPU 0")
                .withMessageContaining("onnxruntime_gpu");
    }
}
