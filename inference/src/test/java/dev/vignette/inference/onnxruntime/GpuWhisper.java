package dev.vignette.inference.onnxruntime;

import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.standin.whisper.StandInWhisper;
import dev.vignette.inference.standin.whisper.WhisperShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Times Whisper's encoder and its decoder with a key-value cache, on stand-ins with random weights, three ways: on the
 * processor, on the GPU with the cache staying there, and on the GPU with the cache read and given anew at every token. By
 * hand: {@code GpuWhisper DIRECTORY TOKENS cpu,cuda,host SIZE …}.
 */
final class GpuWhisper {
    private static final int PROMPT = 4;
    private static final int ENCODINGS = 8;

    private final WhisperShape shape;
    private final String model;
    private final int tokens;
    private final List<String> parts;

    private GpuWhisper(WhisperShape.Published size, int tokens) {
        shape = size.shape();
        model = size.modelName();
        this.tokens = tokens;
        parts = IntStream.range(0, shape.decoderLayers())
                .boxed()
                .flatMap(layer -> Stream.of(layer + ".decoder.key", layer + ".decoder.value"))
                .toList();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Path.of(arguments[0]);
        Set<String> ways = Set.of(arguments[2].split(","));
        for (String name : Arrays.asList(arguments).subList(3, arguments.length)) {
            WhisperShape.Published size = WhisperShape.Published.valueOf(name);
            GpuWhisper bench = new GpuWhisper(size, Integer.parseInt(arguments[1]));
            Path files = directory.resolve(size.modelName());
            if (!Files.exists(files.resolve("config.json"))) {
                long begun = System.nanoTime();
                StandInWhisper.of(size).write(files, StandInWhisper.Decoder.MERGED, 1);
                bench.say("written in %.1f s", (System.nanoTime() - begun) / 1e9);
            }
            if (ways.contains("cpu")) {
                try (Engine engine = OnnxRuntimeEngine.cpu()) {
                    bench.on(engine, files, ways.contains("host") && !ways.contains("cuda"));
                }
            }
            if (ways.contains("cuda")) {
                try (Engine engine = OnnxRuntimeEngine.cuda(0)) {
                    bench.on(engine, files, ways.contains("host"));
                }
            }
        }
    }

    private void on(Engine engine, Path files, boolean throughHost) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (Network encoder = engine.open(files.resolve("onnx/encoder_model.onnx"), "encoder");
                Network decoder = engine.open(files.resolve("onnx/decoder_model_merged.onnx"), "decoder");
                TensorScope scope = engine.scope()) {
            say("%s: both opened in %.1f s%s", engine.name(), (System.nanoTime() - begun) / 1e9, memory(engine));
            Tensor heard = encode(engine, encoder, scope);
            float[] last = decode(engine, decoder, heard, false);
            decode(engine, decoder, heard, false);
            say("%s: afterwards%s", engine.name(), memory(engine));
            if (throughHost) {
                decode(engine, decoder, heard, true);
                float[] again = decode(engine, decoder, heard, true);
                say("through the host: greatest difference of a logit %.2e", difference(last, again));
            }
        }
    }

    private Tensor encode(Engine engine, Network encoder, TensorScope scope) {
        Random random = new Random(1);
        float[] features = new float[shape.mels() * 2 * shape.audioPositions()];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextFloat(-1, 1);
        }
        double[] times = new double[ENCODINGS];
        for (int i = 0; i < ENCODINGS; i++) {
            long begun = System.nanoTime();
            try (TensorScope once = engine.scope()) {
                Tensor input = once.floats(features, 1, shape.mels(), 2L * shape.audioPositions());
                Tensor output = encoder.run(once, Map.of("input_features", input), Set.of("last_hidden_state"))
                        .get("last_hidden_state");
                output.bytes();
                times[i] = (System.nanoTime() - begun) / 1e6;
                if (i == ENCODINGS - 1) {
                    scope.adopt(output);
                    say("%s: encoder %.1f ms, the first %.1f ms", engine.name(), median(times, 1), times[0]);
                    return output;
                }
            }
        }
        throw new AssertionError();
    }

    /** Returns the last logits. */
    private float[] decode(Engine engine, Network decoder, Tensor heard, boolean throughHost) {
        Set<String> all = new HashSet<>();
        decoder.signature().outputs().stream().map(TensorSpec::name).forEach(all::add);
        Set<String> later = new HashSet<>(all);
        later.removeIf(name -> name.contains(".encoder."));
        float[] logits = new float[shape.vocabulary()];
        double[] times = new double[tokens];
        try (TensorScope run = engine.scope()) {
            Map<String, Tensor> state = first(run, heard);
            long begun = System.nanoTime();
            Map<String, Tensor> outputs = decoder.run(run, state, all);
            outputs.remove("logits").floats().get((PROMPT - 1) * logits.length, logits);
            double prompt = (System.nanoTime() - begun) / 1e6;
            state.put("use_cache_branch", run.bool(true, 1));
            outputs.forEach((name, tensor) -> state.put(
                    name.replace("present", "past_key_values"),
                    throughHost ? run.bytes(tensor.type(), tensor.bytes(), tensor.shape()) : tensor));
            long in = 0;
            long out = 0;
            for (int i = 0; i < tokens; i++) {
                state.put("input_ids", run.longs(new long[] {1000 + i}, 1, 1));
                in = state.values().stream().mapToLong(GpuWhisper::bytes).sum();
                begun = System.nanoTime();
                outputs = decoder.run(run, state, later);
                out = outputs.values().stream().mapToLong(GpuWhisper::bytes).sum();
                outputs.remove("logits").floats().get(logits);
                outputs.forEach((name, tensor) -> {
                    Tensor next = tensor;
                    if (throughHost) {
                        next = run.bytes(tensor.type(), tensor.bytes(), tensor.shape());
                        run.free(tensor);
                    }
                    run.free(state.put(name.replace("present", "past_key_values"), next));
                });
                times[i] = (System.nanoTime() - begun) / 1e6;
            }
            say(
                    "%s%s: prompt %.1f ms, each token %.2f ms, of the last ten %.2f; in %.1f MB, out %.1f MB at the last",
                    engine.name(),
                    throughHost ? " through the host" : "",
                    prompt,
                    median(times, 1),
                    median(times, tokens - 10),
                    in / 1e6,
                    out / 1e6);
        }
        return logits;
    }

    private Map<String, Tensor> first(TensorScope run, Tensor heard) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("input_ids", run.longs(new long[] {50_258, 50_259, 50_359, 50_363}, 1, PROMPT));
        inputs.put("encoder_hidden_states", heard);
        inputs.put("use_cache_branch", run.bool(false, 1));
        for (String part : parts) {
            for (String side : List.of(part, part.replace("decoder", "encoder"))) {
                inputs.put(
                        "past_key_values." + side,
                        run.floats(new float[0], 1, shape.heads(), 0, shape.width() / shape.heads()));
            }
        }
        return inputs;
    }

    private static long bytes(Tensor tensor) {
        return tensor.size() * tensor.type().bytes();
    }

    private static double median(double[] times, int from) {
        double[] sorted = Arrays.copyOfRange(times, Math.max(0, from), times.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double difference(float[] one, float[] other) {
        double greatest = 0;
        for (int i = 0; i < one.length; i++) {
            greatest = Math.max(greatest, Math.abs(one[i] - other[i]));
        }
        return greatest;
    }

    private static String memory(Engine engine) throws IOException, InterruptedException {
        if (!engine.name().endsWith("cuda")) {
            return "";
        }
        Process asked = new ProcessBuilder("nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader")
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        return "; memory used on the card: " + answer.strip();
    }

    private void say(String format, Object... values) {
        System.out.println(model + " " + String.format(Locale.ROOT, format, values));
    }
}
