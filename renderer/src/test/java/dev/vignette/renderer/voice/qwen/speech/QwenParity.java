package dev.vignette.renderer.voice.qwen.speech;

import static dev.vignette.renderer.voice.VoiceMeasurements.timed;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.media.Language;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import dev.vignette.renderer.voice.qwen.prompt.Prompt;
import dev.vignette.renderer.voice.qwen.prompt.PromptLayout;
import dev.vignette.renderer.voice.qwen.prompt.TextMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Prints how near Qwen3-TTS on a GPU comes to the processor. */
final class QwenParity {
    private QwenParity() {}

    /**
     * Half precision on the GPU against single precision on the processor, frame by frame until they say something else; then the
     * codec, opened twice.
     */
    static void print(Engine gpu, Path directory, int frames) {
        QwenConfig config = QwenConfig.read(directory.resolve("checkpoint/config.json"));
        Path checkpoint = directory.resolve("checkpoint/model.safetensors");
        Prompt prompt = new PromptLayout(config.text(), config.codec())
                .of(IntStream.range(300, 345).boxed().toList(), Language.ENGLISH, TextMode.WHOLE);
        float[] voice = new float[config.talker().width()];
        try (Engine cpu = OnnxRuntimeEngine.cpu()) {
            try (PreparedModel exact = new PreparedModel(
                            cpu,
                            config,
                            GpuQwen.graphs(directory, ElementType.FLOAT32),
                            SafeTensors.open(checkpoint),
                            Sampling.PUBLISHED);
                    PreparedModel half = timed(
                            "built and opened",
                            () -> new PreparedModel(
                                    gpu,
                                    config,
                                    GpuQwen.graphs(directory, ElementType.FLOAT16),
                                    SafeTensors.open(checkpoint),
                                    Sampling.PUBLISHED));
                    LanguageModel.Sentence wanted = exact.begin(prompt, voice);
                    LanguageModel.Sentence ours = half.begin(prompt, voice)) {
                compare(config, wanted, ours, frames);
            }
            for (int i = 0; i < 2; i++) {
                try (Network first = gpu.open(GpuQwen.decoder(directory), "Qwen3-TTS tok_decoder");
                        Network second = gpu.open(GpuQwen.decoder(directory), "Qwen3-TTS tok_decoder")) {
                    System.out.printf(
                            "codec opened for the %d. time: loudest sample %.4f, and %.4f of the same opened beside it%n",
                            i + 1, loudest(gpu, first), loudest(gpu, second));
                }
            }
        }
    }

    private static void compare(
            QwenConfig config, LanguageModel.Sentence wanted, LanguageModel.Sentence ours, int frames) {
        SplittableRandom random = new SplittableRandom(1);
        double signal = 0;
        double noise = 0;
        double greatest = 0;
        int likeliest = 0;
        int frame = 0;
        boolean same = true;
        for (; frame < frames && same; frame++) {
            float[] exact = Arrays.copyOf(wanted.logits(), config.codebookSize());
            float[] half = Arrays.copyOf(ours.logits(), config.codebookSize());
            for (int i = 0; i < exact.length; i++) {
                signal += exact[i] * exact[i];
                noise += (half[i] - exact[i]) * (half[i] - exact[i]);
                greatest = Math.max(greatest, Math.abs(half[i] - exact[i]));
            }
            likeliest += best(exact) == best(half) ? 1 : 0;
            float[] uniforms = new float[config.codebooks() - 1];
            for (int i = 0; i < uniforms.length; i++) {
                uniforms[i] = (float) random.nextDouble();
            }
            int code = random.nextInt(config.codebookSize());
            same = Arrays.equals(wanted.frame(code, uniforms), ours.frame(code, uniforms));
            wanted.advance();
            ours.advance();
        }
        System.out.printf(
                "half precision on the GPU, %d frames (%s): scores %.1f dB, greatest difference %.4f, the likeliest is the same in %d%n",
                frame,
                same ? "all fifteen other codes the same" : "then another code was drawn",
                10 * Math.log10(signal / noise),
                greatest,
                likeliest);
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    private static float loudest(Engine engine, Network codec) {
        try (TensorScope scope = engine.scope()) {
            Tensor codes = scope.longs(new long[25 * 16], 1, 25, 16);
            float[] sound = new float[25 * CodecDecoder.SAMPLES];
            codec.run(scope, Map.of("audio_codes", codes), Set.of("waveform"))
                    .get("waveform")
                    .floats()
                    .get(0, sound);
            float loudest = 0;
            for (float sample : sound) {
                loudest = Math.max(loudest, Math.abs(sample));
            }
            return loudest;
        }
    }
}
