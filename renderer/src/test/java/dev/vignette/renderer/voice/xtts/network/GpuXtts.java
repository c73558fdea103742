package dev.vignette.renderer.voice.xtts.network;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.inference.tensorrt.TensorRtSettings;
import dev.vignette.media.Language;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.xtts.XttsBuilds;
import dev.vignette.renderer.voice.xtts.XttsVoice;
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * XTTS-v2 on TensorRT by hand, on stand-ins: {@code DIRECTORY prepare mini|full}, {@code DIRECTORY build NETWORK} (each in a process of its
 * own, so that several are built at a time), {@code DIRECTORY speak RUNS} and {@code DIRECTORY parity CODES}.
 */
final class GpuXtts {
    private static final String TEXT =
            "The ferry leaves at nine in the morning, and the crossing takes a little less than two hours when the sea is calm.";

    /** One person for all sentences: a print is made for the first one only, as it is when a voice is brought. */
    private static final Speaker PERSON = Speakers.enrolled();

    private static final String HALF_VOCODER = "XTTS vocoder, half precision";

    private GpuXtts() {}

    public static void main(String... arguments) throws Exception {
        // Whoever stops this half-way wants to have read what there was.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true));
        Path directory = Path.of(arguments[0]);
        switch (arguments[1]) {
            case "prepare" -> prepare(directory, StandIn.Size.valueOf(arguments[2].toUpperCase(Locale.ROOT)));
            case "build" -> build(directory, arguments[2]);
            case "steps" -> steps(directory);
            case "speak" -> speak(directory, Integer.parseInt(arguments[2]));
            default -> parity(directory, Integer.parseInt(arguments[2]));
        }
    }

    private static Path converted(Path directory) {
        return directory.resolve(XttsFile.DIRECTORY);
    }

    private static Path cache(Path directory) {
        return directory.resolve("cache");
    }

    private static PlacedGraphs graphs(Path directory) {
        Path converted = converted(directory);
        XttsMetadata metadata = XttsMetadata.read(converted);
        return PlacedGraphs.of(
                converted,
                metadata,
                Embeddings.read(converted, metadata),
                cache(directory),
                ElementType.FLOAT16,
                PlacedGraphs.ROWS);
    }

    private static void prepare(Path directory, StandIn.Size size) throws IOException {
        Files.createDirectories(directory);
        timed("stand-in written and converted", () -> {
            new XttsStandIn().write(directory, size, 1);
            return 0;
        });
        timed("graphs in half precision", () -> graphs(directory));
    }

    private static TensorRtEngine engine(Path directory) {
        int level = Integer.getInteger("level", 1);
        Map<String, BuildOptions> options = new HashMap<>();
        XttsBuilds.options().forEach((name, built) -> options.put(name, built.atLevel(level)));
        options.put(
                HALF_VOCODER,
                BuildOptions.of(Precision.FP16)
                        .sized(Vocoder.WINDOW, Vocoder.WINDOW, Vocoder.WINDOW)
                        .atLevel(level));
        String plans = System.getProperty("plans", directory.resolve("plans").toString());
        return TensorRtEngine.open(0, TensorRtSettings.in(Path.of(plans)).networks(options));
    }

    private static Path file(Path directory, String network) {
        return switch (network) {
            case "XTTS transformer, prompt" -> graphs(directory).prompt();
            case "XTTS transformer" -> graphs(directory).step();
            default -> XttsFile.VOCODER.in(converted(directory));
        };
    }

    private static void build(Path directory, String network) {
        Path file = file(directory, network);
        try (Engine engine = engine(directory);
                Network built = timed("built " + network, () -> engine.open(file, network))) {
            System.out.println(built.signature().outputs().getFirst());
        }
    }

    private static void speak(Path directory, int runs) throws InterruptedException {
        System.out.println("before: " + cardMemory());
        try (Engine engine = engine(directory);
                XttsVoice voice = timed(
                        "voice opened, with a first word said",
                        () -> XttsVoice.open(engine, converted(directory), cache(directory)))) {
            System.out.println("open: " + cardMemory());
            timed("first sentence, with the person's print", () -> {
                System.out.println(spoken(voice, 0));
                return 0;
            });
            for (int i = 1; i <= runs; i++) {
                System.out.println(spoken(voice, i));
            }
            System.out.println("after one at a time: " + cardMemory());
            for (int count : new int[] {2, 4, 4}) {
                System.out.println(count + " at once:");
                try (ExecutorService pool = Executors.newFixedThreadPool(count)) {
                    List<Callable<String>> calls = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        int seed = i;
                        calls.add(() -> spoken(voice, seed));
                    }
                    for (Future<String> one : pool.invokeAll(calls)) {
                        System.out.println(one.resultNow());
                    }
                }
            }
            System.out.println("after four at once: " + cardMemory());
        }
        try (Engine engine = engine(directory);
                Engine once = OnnxRuntimeEngine.cpu();
                XttsNetworks networks = timed(
                        "networks opened",
                        () -> XttsNetworks.open(engine, once, converted(directory), cache(directory)))) {
            stages(networks);
        }
    }

    /** The transformer alone, which needs no plan of the vocoder. */
    private static void steps(Path directory) {
        XttsMetadata metadata = XttsMetadata.read(converted(directory));
        int codes = Embeddings.read(converted(directory), metadata).codes();
        try (TensorRtEngine engine = engine(directory);
                Transformer transformer = new RecordedTransformer(engine, graphs(directory), metadata, codes)) {
            steps(transformer, metadata, codes);
        }
    }

    private static void steps(Transformer transformer, XttsMetadata metadata, int codes) {
        float[] logits = new float[codes];
        float[] hidden = new float[metadata.width()];
        for (int rows : new int[] {70, 128, 150}) {
            float[] prompt = drawn(rows * metadata.width(), 3);
            median("prompt of " + rows, () -> {
                try (Transformer.Run run = transformer.begin()) {
                    run.extend(prompt, logits, hidden);
                }
            });
        }
        float[] one = drawn(metadata.width(), 4);
        List<Double> steps = new ArrayList<>();
        try (Transformer.Run run = transformer.begin()) {
            run.extend(drawn(70 * metadata.width(), 3), logits, hidden);
            for (int i = 0; i < 400; i++) {
                long start = System.nanoTime();
                run.extend(one, logits, hidden);
                steps.add(since(start) * 1e3);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "a code %.2f ms (the first hundred %.2f, the last %.2f)%n",
                middle(steps),
                middle(steps.subList(0, 100)),
                middle(steps.subList(300, 400)));
    }

    private static void stages(XttsNetworks networks) {
        XttsMetadata metadata = networks.metadata();
        steps(networks.transformer(), metadata, networks.embeddings().codes());
        float[] window = drawn(Vocoder.WINDOW * metadata.width(), 5);
        float[] speaker = drawn(metadata.voiceWidth(), 6);
        median("vocoder, a window", () -> networks.vocoder().decode(window, speaker));
        try (XttsNetworks.Encoders encoders = networks.encoders()) {
            median("conditioning encoder, 4 s", () -> encoders.latents(drawn(metadata.melBands() * 345, 1)));
            median("speaker encoder, 10 s", () -> encoders.speaker(drawn(64 * 1001, 2)));
        }
    }

    /** Half precision on the GPU against single precision on the processor, on the same codes. */
    private static void parity(Path directory, int count) {
        try (TensorRtEngine gpu = engine(directory);
                Engine cpu = OnnxRuntimeEngine.cpu();
                XttsNetworks exact = XttsNetworks.open(cpu, cpu, converted(directory), cache(directory));
                XttsNetworks half = XttsNetworks.open(gpu, cpu, converted(directory), cache(directory))) {
            List<float[]> latents =
                    List.of(drawn(exact.metadata().latents() * exact.metadata().width(), 7));
            Said wanted = timed("on the processor", () -> said(exact, latents.getFirst(), count));
            Said ours = timed("on the GPU", () -> said(half, latents.getFirst(), count));
            System.out.printf(
                    Locale.ROOT,
                    "%d codes: scores %.1f dB, greatest difference %.4f where they reach %.2f; vectors %.1f dB; the likeliest code is the same %d times%n",
                    count,
                    PlacedGptGraphTest.decibels(wanted.logits, ours.logits),
                    greatest(wanted.logits, ours.logits),
                    greatest(wanted.logits, null),
                    PlacedGptGraphTest.decibels(wanted.hidden, ours.hidden),
                    same(wanted.logits, ours.logits));
            vocoders(directory, gpu, exact, half, wanted, ours);
        }
    }

    private static void vocoders(
            Path directory, TensorRtEngine gpu, XttsNetworks exact, XttsNetworks half, Said wanted, Said ours) {
        float[] speaker = drawn(exact.metadata().voiceWidth(), 8);
        float[] window = window(wanted);
        float[] sound = exact.vocoder().decode(window, speaker);
        report("vocoder, TF32", sound, half.vocoder().decode(window, speaker));
        report("vectors in half precision, vocoder TF32", sound, half.vocoder().decode(window(ours), speaker));
        try (Network network = gpu.open(file(directory, HALF_VOCODER), HALF_VOCODER);
                TensorScope scope = gpu.scope()) {
            float[] made = new float[sound.length];
            var inputs = Map.of(
                    "frames",
                            scope.floats(
                                    window, 1, Vocoder.WINDOW, exact.metadata().width()),
                    "speaker_embedding", scope.floats(speaker, 1, speaker.length, 1));
            median(
                    "vocoder FP16, a window",
                    () -> network.run(scope, inputs, Set.of("audio"))
                            .get("audio")
                            .floats()
                            .get(0, made));
            report("vocoder, FP16", sound, made);
        }
    }

    private static void report(String what, float[] wanted, float[] made) {
        System.out.printf(
                Locale.ROOT, "%s: %.1f dB%n", what, PlacedGptGraphTest.decibels(List.of(wanted), List.of(made)));
    }

    /** Of the vectors, four frames each, as many as the vocoder takes. */
    private static float[] window(Said said) {
        int width = said.hidden.getFirst().length;
        float[] frames = new float[Vocoder.WINDOW * width];
        for (int i = 0; i < Vocoder.WINDOW; i++) {
            System.arraycopy(said.hidden.get(Math.min(i / 4, said.hidden.size() - 1)), 0, frames, i * width, width);
        }
        return frames;
    }

    private record Said(List<float[]> logits, List<float[]> hidden) {}

    private static Said said(XttsNetworks networks, float[] latents, int count) {
        Embeddings embeddings = networks.embeddings();
        XttsMetadata metadata = networks.metadata();
        SplittableRandom random = new SplittableRandom(9);
        float[] next = embeddings.prompt(latents, random.ints(60, 0, 6_000).toArray(), metadata.startAudio());
        Said said = new Said(new ArrayList<>(), new ArrayList<>());
        try (Transformer.Run run = networks.transformer().begin()) {
            for (int i = 0; i < count; i++) {
                float[] logits = new float[embeddings.codes()];
                float[] hidden = new float[metadata.width()];
                run.extend(next, logits, hidden);
                said.logits.add(logits);
                said.hidden.add(hidden);
                next = embeddings.code(random.nextInt(1_000), i + 1);
            }
        }
        return said;
    }

    private static double greatest(List<float[]> a, List<float[]> b) {
        double greatest = 0;
        for (int i = 0; i < a.size(); i++) {
            for (int k = 0; k < a.get(i).length; k++) {
                greatest = Math.max(greatest, Math.abs(a.get(i)[k] - (b == null ? 0 : b.get(i)[k])));
            }
        }
        return greatest;
    }

    private static int same(List<float[]> a, List<float[]> b) {
        int same = 0;
        for (int i = 0; i < a.size(); i++) {
            same += best(a.get(i)) == best(b.get(i)) ? 1 : 0;
        }
        return same;
    }

    /** Among the codes of sound: what ends the speech is always likeliest in a stand-in. */
    private static int best(float[] logits) {
        int best = 0;
        for (int i = 1; i < 1_024; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    private static String spoken(XttsVoice voice, long seed) {
        long began = System.nanoTime();
        double[] heard = {-1, 0};
        voice.speak(new Script(TEXT, Language.ENGLISH), PERSON, seed, chunk -> {
            heard[0] = heard[0] < 0 ? since(began) : heard[0];
            heard[1] += chunk.sound().seconds();
        });
        double took = since(began);
        return String.format(
                Locale.ROOT,
                "speech %.1f s in %.3f s: RTF %.3f, first audio after %.0f ms",
                heard[1],
                took,
                took / heard[1],
                1e3 * heard[0]);
    }

    private static float[] drawn(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** In MiB, by NVIDIA's own tool. */
    private static String cardMemory() {
        try {
            Process process =
                    new ProcessBuilder("nvidia-smi", "--query-gpu=name,memory.used", "--format=csv,noheader").start();
            return new String(process.getInputStream().readNBytes(4_000), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "no card";
        }
    }

    private static void median(String title, Runnable work) {
        long first = System.nanoTime();
        work.run();
        double began = since(first) * 1e3;
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            long start = System.nanoTime();
            work.run();
            times.add(since(start) * 1e3);
        }
        System.out.printf(Locale.ROOT, "%s: %.2f ms (the first time %.0f)%n", title, middle(times), began);
    }

    private static <T> T timed(String what, Callable<T> work) {
        long start = System.nanoTime();
        try {
            T result = work.call();
            System.out.printf(Locale.ROOT, "%s: %.2f s%n", what, since(start));
            return result;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
