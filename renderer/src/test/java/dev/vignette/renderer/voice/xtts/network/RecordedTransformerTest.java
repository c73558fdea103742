package dev.vignette.renderer.voice.xtts.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.inference.tensorrt.TensorRtSettings;
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Recorded runs on a GPU against the growing cache on the processor. */
@EnabledIf(value = "dev.vignette.renderer.voice.NvidiaGpu#present", disabledReason = "there is no NVIDIA GPU")
class RecordedTransformerTest {
    @Test
    void says_what_the_processor_says(@TempDir Path directory) {
        new XttsStandIn().write(directory, StandIn.Size.MINI, 3);
        Path converted = directory.resolve(XttsFile.DIRECTORY);
        TensorRtSettings settings =
                TensorRtSettings.in(directory.resolve("plans")).standard(BuildOptions.of(Precision.FP32));
        try (Engine cpu = OnnxRuntimeEngine.cpu();
                XttsNetworks plain = XttsNetworks.open(cpu, cpu, converted, directory)) {
            XttsMetadata metadata = plain.metadata();
            PlacedGraphs graphs =
                    PlacedGraphs.of(converted, metadata, plain.embeddings(), directory, ElementType.FLOAT32, 64);
            int codes = plain.embeddings().codes();
            try (TensorRtEngine gpu = TensorRtEngine.open(0, settings);
                    Transformer recorded = new RecordedTransformer(gpu, graphs, metadata, codes)) {
                // Twice, because a slot is used again; the prompt in several goes the second time.
                for (int tokens : new int[] {20, 120}) {
                    compare(plain, recorded, tokens);
                }
            }
        }
    }

    private static void compare(XttsNetworks plain, Transformer recorded, int tokens) {
        XttsMetadata metadata = plain.metadata();
        Embeddings embeddings = plain.embeddings();
        SplittableRandom random = new SplittableRandom(5);
        float[] latents = new float[metadata.latents() * metadata.width()];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextGaussian();
        }
        float[] next = embeddings.prompt(latents, random.ints(tokens, 0, 6_000).toArray(), metadata.startAudio());
        float[][] logits = new float[2][embeddings.codes()];
        float[][] hidden = new float[2][metadata.width()];
        try (Transformer.Run wanted = plain.transformer().begin();
                Transformer.Run ours = recorded.begin()) {
            for (int i = 0; i < 20; i++) {
                wanted.extend(next, logits[0], hidden[0]);
                ours.extend(next, logits[1], hidden[1]);
                assertThat(logits[1]).as("code " + i).containsExactly(logits[0], Offset.offset(0.02f));
                assertThat(hidden[1]).as("code " + i).containsExactly(hidden[0], Offset.offset(0.02f));
                next = embeddings.code(random.nextInt(1_000), i + 1);
            }
        }
    }
}
