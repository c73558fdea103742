package dev.vignette.renderer.voice.xtts.network;

import static dev.vignette.renderer.voice.VoiceMeasurements.drawn;
import static dev.vignette.renderer.voice.VoiceMeasurements.repeated;
import static dev.vignette.renderer.voice.VoiceMeasurements.timed;

import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Prints how near half precision on the GPU comes to single precision on the processor, on the same codes. */
final class XttsParity {
    static final String HALF_VOCODER = "XTTS vocoder, half precision";

    private XttsParity() {}

    /**
     * @param gpu whose build of {@link #HALF_VOCODER} is in half precision
     * @param count codes after the prompt
     */
    static void print(TensorRtEngine gpu, Path converted, Path cache, int count) {
        try (Engine cpu = OnnxRuntimeEngine.cpu();
                XttsNetworks exact = XttsNetworks.open(cpu, cpu, converted, cache);
                XttsNetworks half = XttsNetworks.open(gpu, cpu, converted, cache)) {
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
            vocoders(converted, gpu, exact, half, wanted, ours);
        }
    }

    private static void vocoders(
            Path converted, TensorRtEngine gpu, XttsNetworks exact, XttsNetworks half, Said wanted, Said ours) {
        float[] speaker = drawn(exact.metadata().voiceWidth(), 8);
        float[] window = window(wanted);
        float[] sound = exact.vocoder().decode(window, speaker);
        report("vocoder, TF32", sound, half.vocoder().decode(window, speaker));
        report("vectors in half precision, vocoder TF32", sound, half.vocoder().decode(window(ours), speaker));
        try (Network network = gpu.open(XttsFile.VOCODER.in(converted), HALF_VOCODER);
                TensorScope scope = gpu.scope()) {
            float[] made = new float[sound.length];
            var inputs = Map.of(
                    "frames",
                            scope.floats(
                                    window, 1, Vocoder.WINDOW, exact.metadata().width()),
                    "speaker_embedding", scope.floats(speaker, 1, speaker.length, 1));
            repeated(
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
}
