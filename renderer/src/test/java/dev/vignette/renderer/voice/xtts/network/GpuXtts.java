package dev.vignette.renderer.voice.xtts.network;

import static dev.vignette.renderer.voice.VoiceMeasurements.atOnce;
import static dev.vignette.renderer.voice.VoiceMeasurements.cardMemory;
import static dev.vignette.renderer.voice.VoiceMeasurements.drawn;
import static dev.vignette.renderer.voice.VoiceMeasurements.median;
import static dev.vignette.renderer.voice.VoiceMeasurements.repeated;
import static dev.vignette.renderer.voice.VoiceMeasurements.since;
import static dev.vignette.renderer.voice.VoiceMeasurements.spoken;
import static dev.vignette.renderer.voice.VoiceMeasurements.timed;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.inference.tensorrt.TensorRtSettings;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.xtts.XttsBuilds;
import dev.vignette.renderer.voice.xtts.XttsVoice;
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * XTTS-v2 on TensorRT by hand, on stand-ins: {@code DIRECTORY prepare mini|full}, {@code DIRECTORY build NETWORK} (each in a process of its
 * own, so that several are built at a time), {@code DIRECTORY speak RUNS} and {@code DIRECTORY parity CODES}.
 */
final class GpuXtts {
    /** One person for all sentences: a print is made for the first one only, as it is when a voice is brought. */
    private static final Speaker PERSON = Speakers.enrolled();

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
            default -> {
                try (TensorRtEngine gpu = engine(directory)) {
                    XttsParity.print(gpu, converted(directory), cache(directory), Integer.parseInt(arguments[2]));
                }
            }
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
        timed("stand-in written and converted", () -> new XttsStandIn().write(directory, size, 1));
        timed("graphs in half precision", () -> graphs(directory));
    }

    private static TensorRtEngine engine(Path directory) {
        int level = Integer.getInteger("level", 1);
        Map<String, BuildOptions> options = new HashMap<>();
        XttsBuilds.options().forEach((name, built) -> options.put(name, built.atLevel(level)));
        options.put(
                XttsParity.HALF_VOCODER,
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
            System.out.println("with the person's print: " + spoken(voice, PERSON, 0));
            for (int i = 1; i <= runs; i++) {
                System.out.println(spoken(voice, PERSON, i));
            }
            System.out.println("after one at a time: " + cardMemory());
            for (int count : new int[] {2, 4, 4}) {
                atOnce(voice, PERSON, count);
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
            repeated("prompt of " + rows, () -> {
                try (Transformer.Run run = transformer.begin()) {
                    run.extend(prompt, logits, hidden);
                }
            });
        }
        float[] one = drawn(metadata.width(), 4);
        double[] steps = new double[400];
        try (Transformer.Run run = transformer.begin()) {
            run.extend(drawn(70 * metadata.width(), 3), logits, hidden);
            for (int i = 0; i < steps.length; i++) {
                long start = System.nanoTime();
                run.extend(one, logits, hidden);
                steps[i] = since(start) * 1e3;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "a code %.2f ms (the first hundred %.2f, the last %.2f)%n",
                median(steps),
                median(Arrays.copyOf(steps, 100)),
                median(Arrays.copyOfRange(steps, 300, 400)));
    }

    private static void stages(XttsNetworks networks) {
        XttsMetadata metadata = networks.metadata();
        steps(networks.transformer(), metadata, networks.embeddings().codes());
        float[] window = drawn(Vocoder.WINDOW * metadata.width(), 5);
        float[] speaker = drawn(metadata.voiceWidth(), 6);
        repeated("vocoder, a window", () -> networks.vocoder().decode(window, speaker));
        try (XttsNetworks.Encoders encoders = networks.encoders()) {
            repeated("conditioning encoder, 4 s", () -> encoders.latents(drawn(metadata.melBands() * 345, 1)));
            repeated("speaker encoder, 10 s", () -> encoders.speaker(drawn(64 * 1001, 2)));
        }
    }
}
