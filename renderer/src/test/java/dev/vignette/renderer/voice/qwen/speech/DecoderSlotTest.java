package dev.vignette.renderer.voice.qwen.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.inference.tensorrt.TensorRtSettings;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.media.Language;
import dev.vignette.renderer.voice.qwen.graph.PreparedGraphs;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import dev.vignette.renderer.voice.qwen.prompt.Prompt;
import dev.vignette.renderer.voice.qwen.prompt.PromptLayout;
import dev.vignette.renderer.voice.qwen.prompt.TextMode;
import dev.vignette.renderer.voice.qwen.standin.QwenStandIn;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Recorded runs on a GPU against plain ones on the processor. */
@EnabledIf(value = "dev.vignette.renderer.voice.NvidiaGpu#present", disabledReason = "there is no NVIDIA GPU")
class DecoderSlotTest {
    @Test
    void a_slot_says_what_the_processor_says(@TempDir Path directory) {
        QwenStandIn.writeForOurGraphs(directory, StandIn.Size.MINI, 6);
        QwenConfig config = QwenConfig.read(directory.resolve("checkpoint/config.json"));
        Path checkpoint = directory.resolve("checkpoint/model.safetensors");
        PreparedGraphs graphs =
                PreparedGraphs.of(config, checkpoint, directory.resolve("cache"), ElementType.FLOAT32, 128, 16);
        Prompt prompt = new PromptLayout(config.text(), config.codec())
                .of(IntStream.range(300, 330).boxed().toList(), Language.ENGLISH, TextMode.WHOLE);
        float[] voice = new float[config.talker().width()];
        TensorRtSettings settings =
                TensorRtSettings.in(directory.resolve("plans")).standard(BuildOptions.of(Precision.FP32));
        try (Engine cpu = OnnxRuntimeEngine.cpu();
                Engine gpu = TensorRtEngine.open(0, settings);
                PreparedModel plain =
                        new PreparedModel(cpu, config, graphs, SafeTensors.open(checkpoint), Sampling.PUBLISHED);
                PreparedModel recorded =
                        new PreparedModel(gpu, config, graphs, SafeTensors.open(checkpoint), Sampling.PUBLISHED)) {
            // Twice, because a slot is used again.
            for (int run = 0; run < 2; run++) {
                try (LanguageModel.Sentence wanted = plain.begin(prompt, voice);
                        LanguageModel.Sentence ours = recorded.begin(prompt, voice)) {
                    float[] uniforms = new float[config.codebooks() - 1];
                    for (int frame = 0; frame < 10; frame++) {
                        assertThat(Arrays.copyOf(ours.logits(), config.codebookSize()))
                                .as("frame " + frame)
                                .containsExactly(
                                        Arrays.copyOf(wanted.logits(), config.codebookSize()), Offset.offset(0.02f));
                        assertThat(ours.frame(7 * frame, uniforms)).isEqualTo(wanted.frame(7 * frame, uniforms));
                        ours.advance();
                        wanted.advance();
                    }
                }
            }
        }
    }
}
