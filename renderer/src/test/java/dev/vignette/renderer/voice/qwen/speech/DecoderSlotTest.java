package dev.vignette.renderer.voice.qwen.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.cuda.CudaDevice;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Recorded runs on a GPU against plain ones on the processor. */
@EnabledIf(value = "dev.vignette.renderer.voice.NvidiaGpu#present", disabledReason = "there is no NVIDIA GPU")
class DecoderSlotTest {
    @Test
    void slots_say_what_the_processor_says_alone_and_beside_each_other_and_give_their_memory_back(
            @TempDir Path directory) {
        QwenStandIn.writeForOurGraphs(directory, StandIn.Size.MINI, 6);
        QwenConfig config = QwenConfig.read(directory.resolve("checkpoint/config.json"));
        Path checkpoint = directory.resolve("checkpoint/model.safetensors");
        PreparedGraphs graphs =
                PreparedGraphs.of(config, checkpoint, directory.resolve("cache"), ElementType.FLOAT32, 128, 16);
        Prompt prompt = new PromptLayout(config.text(), config.codec())
                .of(IntStream.range(300, 330).boxed().toList(), Language.ENGLISH, TextMode.WHOLE);
        TensorRtSettings settings =
                TensorRtSettings.in(directory.resolve("plans")).standard(BuildOptions.of(Precision.FP32));
        long before = CudaDevice.open(0).usedBytes();
        try (Engine cpu = OnnxRuntimeEngine.cpu();
                Engine gpu = TensorRtEngine.open(0, settings);
                PreparedModel plain =
                        new PreparedModel(cpu, config, graphs, SafeTensors.open(checkpoint), Sampling.PUBLISHED);
                PreparedModel recorded =
                        new PreparedModel(gpu, config, graphs, SafeTensors.open(checkpoint), Sampling.PUBLISHED)) {
            List<Said> wanted = said(plain, config, prompt);
            compare(said(recorded, config, prompt), wanted);
            // A slot is used again while two more are made and recorded, and all three run.
            List<CompletableFuture<List<Said>>> beside = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> said(recorded, config, prompt)))
                    .limit(3)
                    .toList();
            beside.forEach(sentence -> compare(sentence.join(), wanted));
        }
        assertThat(CudaDevice.open(0).usedBytes()).isEqualTo(before);
    }

    /** A frame's codes, and the scores of codebook 0 that were there before it. */
    private record Said(float[] scores, int[] codes) {}

    private static List<Said> said(PreparedModel model, QwenConfig config, Prompt prompt) {
        List<Said> said = new ArrayList<>();
        try (LanguageModel.Sentence sentence =
                model.begin(prompt, new float[config.talker().width()])) {
            for (int frame = 0; frame < 10; frame++) {
                float[] scores = Arrays.copyOf(sentence.logits(), config.codebookSize());
                said.add(new Said(scores, sentence.frame(7 * frame, new float[config.codebooks() - 1])));
                sentence.advance();
            }
        }
        return said;
    }

    private static void compare(List<Said> said, List<Said> wanted) {
        assertThat(said).hasSameSizeAs(wanted);
        for (int frame = 0; frame < wanted.size(); frame++) {
            assertThat(said.get(frame).scores())
                    .as("frame " + frame)
                    .containsExactly(wanted.get(frame).scores(), Offset.offset(0.02f));
            assertThat(said.get(frame).codes())
                    .as("frame " + frame)
                    .isEqualTo(wanted.get(frame).codes());
        }
    }
}
