package dev.vignette.renderer.voice.qwen.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.renderer.voice.qwen.graph.PreparedGraphs;
import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import dev.vignette.renderer.voice.qwen.standin.QwenStandIn;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain of sixteen runs says what the one large run says. */
class PredictorStepTest {
    @Test
    void sixteen_positions_one_by_one_are_the_frame(@TempDir Path directory) {
        QwenStandIn.writeForOurGraphs(directory, StandIn.Size.MINI, 8);
        QwenConfig config = QwenConfig.read(directory.resolve("checkpoint/config.json"));
        Path checkpoint = directory.resolve("checkpoint/model.safetensors");
        PreparedGraphs graphs =
                PreparedGraphs.of(config, checkpoint, directory.resolve("cache"), ElementType.FLOAT32, 64, 16);
        SplittableRandom random = new SplittableRandom(1);
        int width = config.talker().width();
        float[] hidden = numbers(random, width, -1);
        float[] text = numbers(random, width, -1);
        float[] uniforms = numbers(random, config.codebooks() - 1, 0);
        float[] sharpness = {1 / 0.9f};
        int first = 77;
        try (Engine engine = OnnxRuntimeEngine.cpu();
                SafeTensors tables = SafeTensors.open(checkpoint);
                Network whole = engine.open(graphs.predictor(), "whole");
                Network step = engine.open(graphs.predictorStep(), "step");
                TensorScope scope = engine.scope()) {
            Map<String, Tensor> frame = whole.run(
                    scope,
                    Map.of(
                            "hidden", scope.floats(hidden, 1, width),
                            "code", scope.longs(new long[] {first}, 1),
                            "uniforms", scope.floats(uniforms, 1, uniforms.length),
                            "sharpness", scope.floats(sharpness, 1),
                            "text", scope.floats(text, 1, width)),
                    Set.of("codes", "next_row"));
            float[] row = tables.row(Checkpoint.CODEC_TABLE, first);
            float[] sum = text.clone();
            for (int i = 0; i < width; i++) {
                sum[i] += row[i];
            }
            DecoderShape shape = config.predictor();
            long[] sizes = {2L * shape.layers(), shape.keyValueHeads(), config.codebooks(), shape.headSize()};
            float[] empty = new float[(int) (sizes[0] * sizes[1] * sizes[2] * sizes[3])];
            Map<String, Tensor> made = Map.of(
                    "next_cache", scope.floats(empty, sizes),
                    "next_row", scope.floats(hidden, 1, width),
                    "next_sum", scope.floats(sum, 1, width));
            for (int position = 0; position < config.codebooks(); position++) {
                Tensor told = position == 1 ? scope.floats(row, 1, width) : tensor(made, "next_row");
                Tensor sums = position == 1 ? scope.floats(sum, 1, width) : tensor(made, "next_sum");
                made = step.run(
                        scope,
                        Map.of(
                                "row", told,
                                "sum", sums,
                                "position", scope.longs(new long[] {position}, 1),
                                "uniform", scope.floats(new float[] {position == 0 ? 0 : uniforms[position - 1]}, 1, 1),
                                "sharpness", scope.floats(sharpness, 1),
                                "cache", tensor(made, "next_cache")),
                        Set.of("code", "next_row", "next_sum", "next_cache"));
                if (position > 0) {
                    assertThat(tensor(made, "code").longs().get(0))
                            .as("codebook " + position)
                            .isEqualTo(tensor(frame, "codes").longs().get(position));
                }
            }
            assertThat(floats(tensor(made, "next_sum"), width))
                    .containsExactly(floats(tensor(frame, "next_row"), width), Offset.offset(1e-4f));
        }
    }

    private static float[] numbers(SplittableRandom random, int count, double least) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(least, 1);
        }
        return values;
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name));
    }

    private static float[] floats(Tensor tensor, int count) {
        float[] values = new float[count];
        tensor.floats().get(0, values);
        return values;
    }
}
