package dev.vignette.renderer.voice.xtts.network;

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
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Recorded runs on a GPU against the growing cache on the processor. */
@EnabledIf(value = "dev.vignette.renderer.voice.NvidiaGpu#present", disabledReason = "there is no NVIDIA GPU")
class RecordedTransformerTest {
    @Test
    void says_what_the_processor_says_alone_and_beside_others_and_gives_its_memory_back(@TempDir Path directory) {
        new XttsStandIn().write(directory, StandIn.Size.MINI, 3);
        Path converted = directory.resolve(XttsFile.DIRECTORY);
        TensorRtSettings settings =
                TensorRtSettings.in(directory.resolve("plans")).standard(BuildOptions.of(Precision.FP32));
        long before = CudaDevice.open(0).usedBytes();
        try (Engine cpu = OnnxRuntimeEngine.cpu();
                XttsNetworks plain = XttsNetworks.open(cpu, cpu, converted, directory)) {
            XttsMetadata metadata = plain.metadata();
            PlacedGraphs graphs =
                    PlacedGraphs.of(converted, metadata, plain.embeddings(), directory, ElementType.FLOAT32, 64);
            int codes = plain.embeddings().codes();
            List<Made> brief = made(plain, plain.transformer(), 20);
            List<Made> longer = made(plain, plain.transformer(), 120);
            try (TensorRtEngine gpu = TensorRtEngine.open(0, settings);
                    Transformer recorded = new RecordedTransformer(gpu, graphs, metadata, codes)) {
                // Twice, because a slot is used again; the prompt in several goes the second time.
                compare(made(plain, recorded, 20), brief);
                compare(made(plain, recorded, 120), longer);
                // And again while two more are made and recorded, and all three run.
                List<CompletableFuture<List<Made>>> beside = Stream.generate(
                                () -> CompletableFuture.supplyAsync(() -> made(plain, recorded, 120)))
                        .limit(3)
                        .toList();
                beside.forEach(utterance -> compare(utterance.join(), longer));
            }
        }
        assertThat(CudaDevice.open(0).usedBytes()).isEqualTo(before);
    }

    /** What comes of one code. */
    private record Made(float[] logits, float[] hidden) {}

    /** Twenty codes, drawn by lot and the same each time, after a prompt of so many tokens. */
    private static List<Made> made(XttsNetworks networks, Transformer transformer, int tokens) {
        XttsMetadata metadata = networks.metadata();
        Embeddings embeddings = networks.embeddings();
        SplittableRandom random = new SplittableRandom(5);
        float[] latents = new float[metadata.latents() * metadata.width()];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextGaussian();
        }
        float[] next = embeddings.prompt(latents, random.ints(tokens, 0, 6_000).toArray(), metadata.startAudio());
        List<Made> made = new ArrayList<>();
        try (Transformer.Run run = transformer.begin()) {
            for (int i = 0; i < 20; i++) {
                Made one = new Made(new float[embeddings.codes()], new float[metadata.width()]);
                run.extend(next, one.logits, one.hidden);
                made.add(one);
                next = embeddings.code(random.nextInt(1_000), i + 1);
            }
        }
        return made;
    }

    private static void compare(List<Made> made, List<Made> wanted) {
        assertThat(made).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(made.get(i).logits).as("code " + i).containsExactly(wanted.get(i).logits, Offset.offset(0.02f));
            assertThat(made.get(i).hidden).as("code " + i).containsExactly(wanted.get(i).hidden, Offset.offset(0.02f));
        }
    }
}
