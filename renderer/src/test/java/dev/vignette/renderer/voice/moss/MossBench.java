package dev.vignette.renderer.voice.moss;

import dev.vignette.inference.Engine;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.voice.moss.standin.MossStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Where MOSS-TTS-Nano's time goes, by hand: {@code MossBench DIRECTORY mini|full}. Makes the stand-in if it is not there; medians of a
 * few runs in milliseconds.
 */
final class MossBench {
    private static final int FRAMES = 40;

    private MossBench() {}

    public static void main(String... arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        StandIn.Size size = StandIn.Size.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        if (!Files.isDirectory(directory)) {
            new MossStandIn().write(Files.createDirectories(directory), size, 1);
        }
        try (Engine engine = OnnxRuntimeEngine.cpu();
                MossNetworks networks = new MossNetworks(engine, MossModel.read(directory))) {
            for (double seconds : new double[] {3, 5, 10}) {
                PromptRows prompt = prompt(networks, (int) (seconds * 12.5), 30);
                time(
                        "prefill, sample of " + seconds + " s, " + prompt.count() + " rows",
                        4,
                        () -> new FrameWriter(networks, (scope, hidden, seen, random) -> java.util.Optional.empty())
                                .write(prompt, 1, 1, frame -> {}));
            }
            frames(networks);
            for (int group : new int[] {1, 2, 4, 8}) {
                codec(networks, group);
            }
        }
    }

    private static PromptRows prompt(MossNetworks networks, int reference, int text) {
        MossManifest manifest = networks.model().manifest();
        return PromptRows.of(
                manifest.ttsConfig(),
                manifest.promptTemplates(),
                drawn(networks, reference),
                IntStream.range(500, 500 + text).boxed().toList());
    }

    private static List<int[]> drawn(MossNetworks networks, int count) {
        SplittableRandom random = new SplittableRandom(1);
        List<int[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(random.ints(
                            networks.model().codebooks(), 0, networks.model().codebookSize())
                    .toArray());
        }
        return frames;
    }

    /** The language model's two parts of a frame. */
    private static void frames(MossNetworks networks) {
        FrameSampler inside = new InGraphSampler(networks);
        List<Double> draws = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        long[] last = {0};
        FrameSampler timed = (scope, hidden, seen, random) -> {
            long start = System.nanoTime();
            var frame = inside.draw(scope, hidden, seen, random);
            draws.add(1e-6 * (System.nanoTime() - start));
            return java.util.Optional.of(frame.orElse(new int[networks.model().codebooks()]));
        };
        new FrameWriter(networks, timed).write(prompt(networks, 62, 30), 1, FRAMES, frame -> {
            long now = System.nanoTime();
            if (last[0] != 0) {
                all.add(1e-6 * (now - last[0]));
            }
            last[0] = now;
        });
        System.out.printf(
                Locale.ROOT,
                "a frame                       %8.1f ms, of which drawing its codes %.1f ms%n",
                middle(all),
                middle(draws));
    }

    private static void codec(MossNetworks networks, int group) {
        try (CodecStream stream = new CodecStream(networks)) {
            List<int[]> frames = drawn(networks, group);
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                long start = System.nanoTime();
                stream.decode(frames);
                times.add(1e-6 * (System.nanoTime() - start));
            }
            System.out.printf(
                    Locale.ROOT,
                    "codec, %d frames at a time     %8.1f ms, %.1f ms a frame%n",
                    group,
                    middle(times),
                    middle(times) / group);
        }
    }

    private static void time(String title, int runs, Runnable work) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            work.run();
            times.add(1e-6 * (System.nanoTime() - start));
        }
        System.out.printf(Locale.ROOT, "%s %8.1f ms (the first time %.0f)%n", title, middle(times), times.getFirst());
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
