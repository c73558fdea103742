package dev.vignette.renderer.voice.qwen.speech;

import static dev.vignette.renderer.voice.VoiceMeasurements.median;
import static dev.vignette.renderer.voice.VoiceMeasurements.timed;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.inference.tensorrt.TensorRtSettings;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.media.Language;
import dev.vignette.renderer.voice.qwen.QwenBuilds;
import dev.vignette.renderer.voice.qwen.graph.PreparedGraphs;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import dev.vignette.renderer.voice.qwen.prompt.Prompt;
import dev.vignette.renderer.voice.qwen.prompt.PromptLayout;
import dev.vignette.renderer.voice.qwen.prompt.TextMode;
import dev.vignette.renderer.voice.qwen.standin.QwenStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Times the stages of full-size stand-ins by hand: {@code DIRECTORY prepare [MINI]}, {@code DIRECTORY build NETWORK} and {@code
 * DIRECTORY cpu|cuda|tensorrt FRAMES}; {@code DIRECTORY parity FRAMES} on a small stand-in.
 */
final class GpuQwen {
    private GpuQwen() {}

    public static void main(String... args) {
        Path directory = Path.of(args[0]);
        String what = args[1];
        if (what.equals("prepare")) {
            prepare(directory, args.length > 2 ? StandIn.Size.valueOf(args[2]) : StandIn.Size.FULL);
            timed("graphs made", () -> graphs(directory, args.length > 2 ? ElementType.FLOAT32 : ElementType.FLOAT16));
        } else if (what.equals("build")) {
            build(directory, args[2]);
        } else if (what.equals("parity")) {
            prepare(directory, StandIn.Size.MINI);
            try (Engine gpu = tensorRt(directory)) {
                QwenParity.print(gpu, directory, Integer.parseInt(args[2]));
            }
        } else {
            int frames = Integer.parseInt(args[2]);
            try (Engine engine = engine(directory, what);
                    Engine once = OnnxRuntimeEngine.cpu()) {
                measure(engine, directory, frames);
                speak(engine, once, directory);
            }
        }
    }

    private static Engine engine(Path directory, String what) {
        return switch (what) {
            case "cuda" -> OnnxRuntimeEngine.cuda(0);
            case "tensorrt" -> tensorRt(directory);
            default -> OnnxRuntimeEngine.cpu();
        };
    }

    private static TensorRtEngine tensorRt(Path directory) {
        int level = Integer.getInteger("level", 3);
        Map<String, BuildOptions> options = new HashMap<>();
        QwenBuilds.options().forEach((name, built) -> options.put(name, built.atLevel(level)));
        return TensorRtEngine.open(
                0,
                TensorRtSettings.in(Path.of(System.getProperty(
                                "plans", directory.resolve("plans").toString())))
                        .networks(options));
    }

    /** Builds one network, in a process of its own, so that several are built at a time. */
    private static void build(Path directory, String which) {
        PreparedGraphs graphs = graphs(directory, ElementType.FLOAT16);
        Map<String, Path> files = Map.of(
                "Qwen3-TTS text", graphs.text(),
                "Qwen3-TTS talker, prompt", graphs.talkerPrompt(),
                "Qwen3-TTS talker", graphs.talkerStep(),
                "Qwen3-TTS code predictor", graphs.predictorStep(),
                "Qwen3-TTS tok_decoder", decoder(directory));
        try (Engine engine = tensorRt(directory);
                Network network = timed("built " + which, () -> engine.open(files.get(which), which))) {
            System.out.println(network.signature().outputs());
        }
    }

    static PreparedGraphs graphs(Path directory, ElementType type) {
        QwenConfig config = QwenConfig.read(directory.resolve("checkpoint/config.json"));
        Path checkpoint = directory.resolve("checkpoint/model.safetensors");
        return PreparedGraphs.of(config, checkpoint, directory.resolve("cache"), type, 768, 64);
    }

    static Path decoder(Path directory) {
        Path half = directory.resolve("onnx/cpu_fp16/tok_decoder.onnx");
        return Files.exists(half) ? half : directory.resolve("onnx/cpu_fp32/tok_decoder.onnx");
    }

    /** Whole sentences with their sound, before guards and loudness. */
    private static void speak(Engine engine, Engine once, Path directory) {
        try (QwenSpeech speech = timed(
                "voice opened",
                () -> QwenSpeech.open(engine, once, directory, directory.resolve("cache"), Sampling.PUBLISHED))) {
            QwenConfig config = speech.config();
            for (int run = 0; run < 6; run++) {
                TextMode mode = run % 2 == 0 ? TextMode.WHOLE : TextMode.STREAMING;
                Prompt prompt = new PromptLayout(config.text(), config.codec())
                        .of(IntStream.range(300, 360).boxed().toList(), Language.ENGLISH, mode);
                Stopwatch watch = new Stopwatch(System::nanoTime);
                speech.say(prompt, new float[config.talker().width()], 160, run, watch, () -> {}, samples -> {});
                QwenTimings times = watch.read(1);
                System.out.printf(
                        "%s text: first sound %.0f ms, RTF %.3f; prompt %.1f ms, per frame: predictor %.2f, talker %.2f,"
                                + " codec %.2f ms; %d frames in %.0f ms%n",
                        mode,
                        times.firstSound(),
                        times.realTimeFactor(),
                        times.prompt(),
                        times.predictor(),
                        times.talker(),
                        times.codec(),
                        times.frames(),
                        times.total());
            }
        }
    }

    private static void prepare(Path directory, StandIn.Size size) {
        if (!Files.isDirectory(directory.resolve("checkpoint"))) {
            timed("stand-ins written", () -> QwenStandIn.writeForOurGraphs(directory, size, 1));
        }
    }

    private static void measure(Engine engine, Path directory, int frames) {
        System.out.println("== " + engine.name());
        QwenConfig config = QwenConfig.read(directory.resolve("checkpoint/config.json"));
        ElementType type = engine.name().endsWith("cpu") ? ElementType.FLOAT32 : ElementType.FLOAT16;
        Path checkpoint = directory.resolve("checkpoint/model.safetensors");
        PreparedGraphs graphs = timed("graphs made", () -> graphs(directory, type));
        PreparedModel model = timed(
                "language models opened",
                () -> new PreparedModel(engine, config, graphs, SafeTensors.open(checkpoint), Sampling.PUBLISHED));
        try (model) {
            Prompt prompt = new PromptLayout(config.text(), config.codec())
                    .of(IntStream.range(300, 345).boxed().toList(), Language.ENGLISH, TextMode.WHOLE);
            for (int run = 0; run < 3; run++) {
                sentence(model, config, prompt, frames);
            }
        }
        try (Network network = timed("codec opened", () -> engine.open(decoder(directory), "Qwen3-TTS tok_decoder"))) {
            double[] times = new double[12];
            for (int run = 0; run < times.length; run++) {
                long start = System.nanoTime();
                try (TensorScope scope = engine.scope()) {
                    Tensor codes = scope.longs(new long[25 * 16], 1, 25, 16);
                    network.run(scope, Map.of("audio_codes", codes), Set.of("waveform"))
                            .get("waveform")
                            .floats()
                            .get(0);
                }
                times[run] = (System.nanoTime() - start) * 1e-6;
            }
            System.out.printf("codec window of 25 frames: first %.1f ms, then %.2f ms%n", times[0], settled(times));
        }
    }

    private static void sentence(PreparedModel model, QwenConfig config, Prompt prompt, int frames) {
        SplittableRandom random = new SplittableRandom(1);
        double[] predicting = new double[frames];
        double[] talking = new double[frames];
        int said = 0;
        long start = System.nanoTime();
        try (LanguageModel.Sentence sentence =
                model.begin(prompt, new float[config.talker().width()])) {
            float[] logits = sentence.logits();
            double prefill = (System.nanoTime() - start) * 1e-6;
            System.out.println("scores after the prompt " + Arrays.toString(Arrays.copyOf(logits, 4)));
            long all = System.nanoTime();
            for (int i = 0; i < frames; i++) {
                long before = System.nanoTime();
                float[] uniforms = new float[config.codebooks() - 1];
                for (int j = 0; j < uniforms.length; j++) {
                    uniforms[j] = (float) random.nextDouble();
                }
                int code = Draw.from(logits, 0, config.codebookSize(), Sampling.PUBLISHED, random.nextDouble());
                said = 31 * said + Arrays.hashCode(sentence.frame(code, uniforms));
                long between = System.nanoTime();
                sentence.advance();
                logits = sentence.logits();
                if (i == 0) {
                    System.out.println("scores after a frame    " + Arrays.toString(Arrays.copyOf(logits, 4)));
                }
                predicting[i] = (between - before) * 1e-6;
                talking[i] = (System.nanoTime() - between) * 1e-6;
            }
            double each = (System.nanoTime() - all) * 1e-6 / frames;
            System.out.printf(
                    "prompt of %d rows %.1f ms; per frame: predictor %.2f ms, talker %.2f ms (medians), all %.2f ms; codes %08x%n",
                    prompt.rows().size(), prefill, settled(predicting), settled(talking), each, said);
        }
    }

    /** Of all but the first two. */
    private static double settled(double[] times) {
        return median(Arrays.copyOfRange(times, Math.min(2, times.length - 1), times.length));
    }
}
