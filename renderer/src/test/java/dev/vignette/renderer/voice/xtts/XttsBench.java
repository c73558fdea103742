package dev.vignette.renderer.voice.xtts;

import dev.vignette.inference.Engine;
import dev.vignette.inference.models.Conversion;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.Language;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.xtts.convert.XttsConversion;
import dev.vignette.renderer.voice.xtts.network.Transformer;
import dev.vignette.renderer.voice.xtts.network.XttsFile;
import dev.vignette.renderer.voice.xtts.network.XttsMetadata;
import dev.vignette.renderer.voice.xtts.network.XttsNetworks;
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast XTTS-v2 is here, by hand: {@code XttsBench DIRECTORY mini|full none|cpu|cuda RUNS}. Makes the stand-in if it is not there, and
 * needs no sample: what conditions the voice is drawn by lot.
 */
final class XttsBench {
    private static final String TEXT =
            "The ferry leaves at nine in the morning, and the crossing takes a little less than two hours when the sea is calm.";

    private XttsBench() {}

    public static void main(String[] arguments) throws Exception {
        // Whoever stops this half-way wants to have read what there was.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true));
        Path directory = Path.of(arguments[0]);
        StandIn.Size size = StandIn.Size.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        int runs = Integer.parseInt(arguments[3]);
        Path networks = directory.resolve(XttsFile.DIRECTORY);
        if (!Files.exists(networks.resolve("metadata.json"))) {
            Files.createDirectories(directory);
            long start = System.nanoTime();
            XttsStandIn.writePublished(directory, size, 1);
            System.out.printf(
                    Locale.ROOT,
                    "checkpoint written  %6.1f s  %d MB%n",
                    since(start),
                    Files.size(directory.resolve("model.pth")) / 1_000_000);
            start = System.nanoTime();
            new XttsConversion().convert(directory, Files.createDirectories(networks), new Silent());
            System.out.printf(Locale.ROOT, "converted           %6.1f s%n", since(start));
        }
        if (arguments[2].equals("none")) {
            return;
        }
        try (Engine engine = arguments[2].equals("cuda") ? OnnxRuntimeEngine.cuda(0) : OnnxRuntimeEngine.cpu()) {
            speech(engine, networks, runs);
            System.out.println("memory of the card: " + cardMemory());
            parts(engine, networks);
        }
    }

    /** In MiB, by NVIDIA's own tool. */
    private static String cardMemory() {
        try {
            Process process =
                    new ProcessBuilder("nvidia-smi", "--query-gpu=name,memory.used", "--format=csv,noheader").start();
            return new String(process.getInputStream().readNBytes(4_000), java.nio.charset.StandardCharsets.UTF_8)
                    .strip();
        } catch (java.io.IOException e) {
            return "no card";
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static float[] drawn(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** The pieces by themselves: medians after a first run. */
    private static void parts(Engine engine, Path directory) {
        long start = System.nanoTime();
        try (XttsNetworks networks = XttsNetworks.open(engine, engine, directory, directory)) {
            System.out.printf(Locale.ROOT, "%s: networks opened %6.2f s%n", engine.name(), since(start));
            XttsMetadata metadata = networks.metadata();
            start = System.nanoTime();
            try (XttsNetworks.Encoders encoders = networks.encoders()) {
                System.out.printf(Locale.ROOT, "encoders opened     %6.2f s%n", since(start));
                median("conditioning, 4 s", () -> encoders.latents(drawn(metadata.melBands() * 345, 1)));
                median("speaker, 10 s", () -> encoders.speaker(drawn(64 * 1001, 2)));
            }
            float[] logits = new float[networks.embeddings().codes()];
            float[] hidden = new float[metadata.width()];
            float[] prompt = drawn(130 * metadata.width(), 3);
            float[] one = drawn(metadata.width(), 4);
            for (XttsFile file : List.of(XttsFile.GPT_ONNX_RUNTIME, XttsFile.GPT)) {
                try (Transformer transformer = networks.transformer(file)) {
                    System.out.println(file.name());
                    median("prompt of 130", () -> {
                        try (Transformer.Run run = transformer.begin()) {
                            run.extend(prompt, logits, hidden);
                        }
                    });
                    codes(transformer, prompt, one, logits, hidden);
                }
            }
            for (int frames : new int[] {34, 120, 207}) {
                float[] window = drawn(frames * metadata.width(), 5);
                float[] speaker = drawn(metadata.voiceWidth(), 6);
                median(
                        "vocoder, " + frames + " frames",
                        () -> networks.vocoder().decode(window, speaker));
            }
        }
    }

    private static void codes(Transformer transformer, float[] prompt, float[] one, float[] logits, float[] hidden) {
        List<Double> steps = new ArrayList<>();
        try (Transformer.Run run = transformer.begin()) {
            run.extend(prompt, logits, hidden);
            for (int i = 0; i < 100; i++) {
                long start = System.nanoTime();
                run.extend(one, logits, hidden);
                steps.add(since(start) * 1e3);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "a code              %6.2f ms (cache 131..150: %.2f, 211..230: %.2f)%n",
                middle(steps),
                middle(steps.subList(0, 20)),
                middle(steps.subList(80, 100)));
        System.out.println("logits after 100 codes: " + Arrays.toString(Arrays.copyOf(logits, 4)));
    }

    private static void median(String title, Runnable work) {
        long first = System.nanoTime();
        work.run();
        double began = since(first) * 1e3;
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            work.run();
            times.add(since(start) * 1e3);
        }
        System.out.printf(Locale.ROOT, "%-19s %6.1f ms (the first time %.0f)%n", title, middle(times), began);
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void speech(Engine engine, Path directory, int runs) {
        long start = System.nanoTime();
        try (XttsVoice voice = XttsVoice.open(engine, directory, directory)) {
            System.out.printf(Locale.ROOT, "voice opened        %6.2f s, warm%n", since(start));
            XttsMetadata metadata = voice.networks().metadata();
            var print = new XttsPrint(drawn(metadata.latents() * metadata.width(), 7), drawn(metadata.voiceWidth(), 8))
                    .filed(voice.engine().name(), metadata);
            Speaker speaker = Speakers.approximate()
                    .with(new EnrolledVoice(Speakers.CONSENT, null, Map.of(print.engine(), print)));
            for (int i = 0; i < runs; i++) {
                System.out.println(spoken(voice, speaker, i));
            }
            System.out.println("four at once:");
            try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
                List<Callable<String>> calls = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    int seed = i;
                    calls.add(() -> spoken(voice, speaker, seed));
                }
                for (Future<String> one : pool.invokeAll(calls)) {
                    System.out.println(one.resultNow());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String spoken(XttsVoice voice, Speaker speaker, long seed) {
        long began = System.nanoTime();
        double[] heard = {-1, 0};
        voice.speak(new Script(TEXT, Language.ENGLISH), speaker, seed, chunk -> {
            heard[0] = heard[0] < 0 ? since(began) : heard[0];
            heard[1] += chunk.sound().seconds();
        });
        double took = since(began);
        return String.format(
                Locale.ROOT,
                "speech %.1f s in %.2f s: RTF %.3f, first audio after %.0f ms",
                heard[1],
                took,
                took / heard[1],
                1e3 * heard[0]);
    }

    private static final class Silent implements Conversion.Progress {
        @Override
        public void at(String file, long done, long total) {}

        @Override
        public void made(String file) {}
    }
}
