package dev.vignette.renderer.voice.xtts;

import static dev.vignette.renderer.voice.VoiceMeasurements.atOnce;
import static dev.vignette.renderer.voice.VoiceMeasurements.cardMemory;
import static dev.vignette.renderer.voice.VoiceMeasurements.drawn;
import static dev.vignette.renderer.voice.VoiceMeasurements.median;
import static dev.vignette.renderer.voice.VoiceMeasurements.repeated;
import static dev.vignette.renderer.voice.VoiceMeasurements.since;
import static dev.vignette.renderer.voice.VoiceMeasurements.spoken;
import static dev.vignette.renderer.voice.VoiceMeasurements.timed;

import dev.vignette.inference.Engine;
import dev.vignette.inference.models.Conversion;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How fast XTTS-v2 is here, by hand: {@code XttsBench DIRECTORY mini|full none|cpu|cuda RUNS}. Makes the stand-in if it is not there, and
 * needs no sample: what conditions the voice is drawn by lot.
 */
final class XttsBench {
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
            timed("checkpoint written", () -> XttsStandIn.writePublished(directory, size, 1));
            System.out.println(Files.size(directory.resolve("model.pth")) / 1_000_000 + " MB");
            Files.createDirectories(networks);
            timed("converted", () -> new XttsConversion().convert(directory, networks, new Silent()));
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

    /** The pieces by themselves: medians after a first run. */
    private static void parts(Engine engine, Path directory) {
        try (XttsNetworks networks = timed(
                engine.name() + ", networks opened", () -> XttsNetworks.open(engine, engine, directory, directory))) {
            XttsMetadata metadata = networks.metadata();
            try (XttsNetworks.Encoders encoders = timed("encoders opened", networks::encoders)) {
                repeated("conditioning, 4 s", () -> encoders.latents(drawn(metadata.melBands() * 345, 1)));
                repeated("speaker, 10 s", () -> encoders.speaker(drawn(64 * 1001, 2)));
            }
            float[] logits = new float[networks.embeddings().codes()];
            float[] hidden = new float[metadata.width()];
            float[] prompt = drawn(130 * metadata.width(), 3);
            float[] one = drawn(metadata.width(), 4);
            for (XttsFile file : List.of(XttsFile.GPT_ONNX_RUNTIME, XttsFile.GPT)) {
                try (Transformer transformer = networks.transformer(file)) {
                    System.out.println(file.name());
                    repeated("prompt of 130", () -> {
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
                repeated(
                        "vocoder, " + frames + " frames",
                        () -> networks.vocoder().decode(window, speaker));
            }
        }
    }

    private static void codes(Transformer transformer, float[] prompt, float[] one, float[] logits, float[] hidden) {
        double[] steps = new double[100];
        try (Transformer.Run run = transformer.begin()) {
            run.extend(prompt, logits, hidden);
            for (int i = 0; i < steps.length; i++) {
                long start = System.nanoTime();
                run.extend(one, logits, hidden);
                steps[i] = since(start) * 1e3;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "a code              %6.2f ms (cache 131..150: %.2f, 211..230: %.2f)%n",
                median(steps),
                median(Arrays.copyOf(steps, 20)),
                median(Arrays.copyOfRange(steps, 80, 100)));
        System.out.println("logits after 100 codes: " + Arrays.toString(Arrays.copyOf(logits, 4)));
    }

    private static void speech(Engine engine, Path directory, int runs) {
        try (XttsVoice voice = timed("voice opened, warm", () -> XttsVoice.open(engine, directory, directory))) {
            XttsMetadata metadata = voice.networks().metadata();
            var print = new XttsPrint(drawn(metadata.latents() * metadata.width(), 7), drawn(metadata.voiceWidth(), 8))
                    .filed(voice.engine().name(), metadata);
            Speaker speaker = Speakers.approximate()
                    .with(new EnrolledVoice(Speakers.CONSENT, null, Map.of(print.engine(), print)));
            for (int i = 0; i < runs; i++) {
                System.out.println(spoken(voice, speaker, i));
            }
            atOnce(voice, speaker, 4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Silent implements Conversion.Progress {
        @Override
        public void at(String file, long done, long total) {}

        @Override
        public void made(String file) {}
    }
}
