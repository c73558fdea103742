package dev.vignette.evaluator.bench;

import dev.vignette.evaluator.Sentences;
import dev.vignette.inference.Engine;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.DittoFace;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.Timbre;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** Runs Ditto's networks one by one and then a film of a built-in portrait. */
final class FaceBench {
    private static final int WINDOW = 6480;
    private static final Set<DittoNetwork> BATCHED = Set.of(DittoNetwork.WARP_NETWORK, DittoNetwork.DECODER);

    private final Engine engine;
    private final Path directory;
    private final Path scratch;
    private final int rounds;
    private final Consumer<String> progress;
    private String estimate = "";

    FaceBench(Engine engine, Path directory, Path scratch, int rounds, Consumer<String> progress) {
        this.engine = engine;
        this.directory = directory;
        this.scratch = scratch;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** The real-time factor in words, once {@link #run} is over. */
    String estimate() {
        return estimate;
    }

    List<Sample> run(List<Integer> batches, double seconds) throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (var networks = new DittoNetworks(engine, directory)) {
            for (DittoNetwork network : DittoNetwork.values()) {
                if (networks.has(network)) {
                    progress.accept(network.title());
                    samples.add(Sample.of(network.title(), "ms", times(networks, network, 1)));
                }
            }
        }
        for (int batch : batches) {
            if (batch > 1 && batch <= 16) {
                samples.addAll(batched(batch));
            }
        }
        samples.addAll(film(seconds));
        samples.add(Sample.of("peak resident memory of this process", "MiB", List.of(peakMebibytes())));
        return samples;
    }

    private List<Double> times(DittoNetworks networks, DittoNetwork network, int batch) {
        float[][] inputs = network.contract().inputs().stream()
                .map(spec -> input(spec, batch))
                .toArray(float[][]::new);
        networks.run(network, inputs);
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            networks.run(network, inputs);
            times.add((System.nanoTime() - start) * 1e-6 / batch);
        }
        return times;
    }

    private static float[] input(TensorSpec spec, int batch) {
        long size = Arrays.stream(spec.shape())
                .map(side -> side < 0 ? WINDOW : side)
                .reduce(1, Math::multiplyExact);
        float[] values = new float[Math.toIntExact(size * batch)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 31 % 101 - 50) / 100f;
        }
        if (spec.name().equals("time_cond")) {
            Arrays.fill(values, 499);
        }
        return values;
    }

    private List<Sample> batched(int batch) {
        List<Sample> samples = new ArrayList<>();
        try (var networks = new DittoNetworks(engine, directory)) {
            for (DittoNetwork network : BATCHED.stream().sorted().toList()) {
                progress.accept(network.title() + ", " + batch + " frames at once");
                Path open = scratch.resolve("open-" + network.file());
                if (!Files.exists(open)) {
                    Set<String> items = Set.copyOf(network.contract().inputs().stream()
                            .map(TensorSpec::name)
                            .toList());
                    OnnxFile newer = GraphSurgery.raiseOpset(OnnxFile.read(networks.file(network)), 20);
                    GraphSurgery.openBatch(newer, items).write(open);
                }
                networks.replace(network, open);
                samples.add(
                        Sample.of(network.title() + ", a frame of " + batch, "ms", times(networks, network, batch)));
            }
        }
        return samples;
    }

    private List<Sample> film(double seconds) throws IOException {
        progress.accept("a film of " + seconds + " s");
        SampleRate rate = SampleRate.HZ_16000;
        float[] samples = new float[(int) (seconds * rate.hertz())];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.2 * Math.sin(i * 0.06) * Math.sin(i * 0.001));
        }
        SpeechChunk speech = new SpeechChunk(new Pcm(samples, rate), List.of());
        try (DittoFace face = DittoFace.open(engine, DittoFace.Installation.of(directory, scratch.resolve("faces")))) {
            estimate = face.estimate().sentence();
            long start = System.nanoTime();
            face.source(portrait());
            double registered = since(start);
            long[] first = {0};
            int[] frames = {0};
            start = System.nanoTime();
            try (Performance film = face.perform(portrait(), FilmFormat.SQUARE, 1)) {
                film.hear(speech, frame -> first[0] = frames[0]++ == 0 ? System.nanoTime() : first[0]);
                film.finish(frame -> first[0] = frames[0]++ == 0 ? System.nanoTime() : first[0]);
            }
            double whole = since(start);
            return List.of(
                    Sample.of("registering a portrait", "s", List.of(registered)),
                    Sample.of("film, sound to first frame", "s", List.of((first[0] - start) * 1e-9)),
                    Sample.of("film, frames a second", "1/s", List.of(frames[0] / whole)),
                    Sample.of("film, real-time factor", "×", List.of(whole / seconds)));
        }
    }

    private static Avatar portrait() throws IOException {
        try (InputStream file = Sentences.class.getResourceAsStream("/avatars/ada/portrait.png")) {
            if (file == null) {
                throw new IOException("The built-in portrait is missing.");
            }
            BufferedImage read = ImageIO.read(file);
            BufferedImage picture = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
            picture.getGraphics().drawImage(read, 0, 0, null);
            Look look = new Look.Photograph(picture, "bench");
            return new Avatar(new AvatarId("bench"), "1", look, new Timbre(200, 0.2, 4, List.of()));
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    private static double peakMebibytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.toUpperCase(Locale.ROOT).startsWith("VMHWM"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }
}
