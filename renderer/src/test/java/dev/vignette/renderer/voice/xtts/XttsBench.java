package dev.vignette.renderer.voice.xtts;

import dev.vignette.inference.Engine;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.Language;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.xtts.network.Transformer;
import dev.vignette.renderer.voice.xtts.network.XttsFile;
import dev.vignette.renderer.voice.xtts.network.XttsMetadata;
import dev.vignette.renderer.voice.xtts.network.XttsNetworks;
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How fast XTTS-v2 is here, by hand: {@code XttsBench DIRECTORY mini|full cpu|cuda RUNS}. Makes the stand-in if it is not there, and
 * needs no sample: what conditions the voice is drawn by lot.
 */
final class XttsBench {
    private static final String TEXT =
            "The ferry leaves at nine in the morning, and the crossing takes a little less than two hours when the sea is calm.";

    private XttsBench() {}

    public static void main(String[] arguments) throws Exception {
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
            new dev.vignette.renderer.voice.xtts.convert.XttsConversion()
                    .convert(directory, Files.createDirectories(networks), new Silent());
            System.out.printf(Locale.ROOT, "converted           %6.1f s%n", since(start));
        }
        try (Engine engine = arguments[2].equals("cuda") ? OnnxRuntimeEngine.cuda(0) : OnnxRuntimeEngine.cpu()) {
            parts(engine, networks);
            speech(engine, networks, runs);
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
        try (XttsNetworks networks = XttsNetworks.open(engine, directory)) {
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
            median("prompt of 130", () -> {
                try (Transformer.Run run = networks.transformer().begin()) {
                    run.extend(prompt, logits, hidden);
                }
            });
            List<Double> steps = new ArrayList<>();
            try (Transformer.Run run = networks.transformer().begin()) {
                run.extend(prompt, logits, hidden);
                for (int i = 0; i < 100; i++) {
                    start = System.nanoTime();
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
            for (int frames : new int[] {34, 120, 207}) {
                float[] window = drawn(frames * metadata.width(), 5);
                float[] speaker = drawn(metadata.voiceWidth(), 6);
                median(
                        "vocoder, " + frames + " frames",
                        () -> networks.vocoder().decode(window, speaker));
            }
        }
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
        try (XttsVoice voice = XttsVoice.open(engine, directory)) {
            System.out.printf(Locale.ROOT, "voice opened        %6.2f s, warm%n", since(start));
            XttsMetadata metadata = metadata(engine, directory);
            var print = new XttsPrint(drawn(metadata.latents() * metadata.width(), 7), drawn(metadata.voiceWidth(), 8))
                    .filed(voice.engine().name(), metadata);
            Speaker speaker = Speakers.approximate()
                    .with(new EnrolledVoice(Speakers.CONSENT, null, java.util.Map.of(print.engine(), print)));
            for (int i = 0; i < runs; i++) {
                long began = System.nanoTime();
                double[] heard = {-1, 0};
                voice.speak(new Script(TEXT, Language.ENGLISH), speaker, i, chunk -> {
                    heard[0] = heard[0] < 0 ? since(began) : heard[0];
                    heard[1] += chunk.sound().seconds();
                });
                double took = since(began);
                System.out.printf(
                        Locale.ROOT,
                        "speech %.1f s in %.2f s: RTF %.3f, first audio after %.0f ms%n",
                        heard[1],
                        took,
                        took / heard[1],
                        1e3 * heard[0]);
            }
        }
    }

    private static XttsMetadata metadata(Engine engine, Path directory) {
        try (XttsNetworks networks = XttsNetworks.open(engine, directory)) {
            return networks.metadata();
        }
    }

    private static final class Silent implements dev.vignette.inference.models.Conversion.Progress {
        @Override
        public void at(String file, long done, long total) {}

        @Override
        public void made(String file) {}
    }
}
