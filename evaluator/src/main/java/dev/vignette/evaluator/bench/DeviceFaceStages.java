package dev.vignette.evaluator.bench;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.BuildListener;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.inference.tensorrt.TensorRtSettings;
import dev.vignette.renderer.face.ditto.DittoFace;
import dev.vignette.renderer.face.ditto.Footage;
import dev.vignette.renderer.face.ditto.device.DeviceBackend;
import dev.vignette.renderer.face.ditto.device.DeviceNetworks;
import dev.vignette.renderer.face.ditto.device.FramePrecision;
import dev.vignette.renderer.face.ditto.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of Ditto on an NVIDIA GPU, stage by stage: one that fails is said and the next goes on. Stages are named, so that some
 * of them, or the building of single networks beside each other, can be asked for.
 */
final class DeviceFaceStages implements AutoCloseable {
    private static final int STEPS = 10;
    private static final int MORE_STEPS = 50;
    /** Windows of motion at once, as the product has them. */
    private static final int WINDOWS = 4;

    private static final double SPEECH = 10;
    /** Films of a measurement, of which the nineteenth in twenty is told, too. */
    private static final int ROUNDS = 7;
    /** Nothing in a film takes so long. */
    private static final Duration STILL = Duration.ofSeconds(8);

    private final TensorRtEngine engine;
    private final Path directory;
    private final Path cache;
    private final Path scratch;
    private final List<Integer> batches;
    private final Readings readings;
    private final DeviceFaceBench bench;
    private final DeviceMotionBench motion;
    private final int level;
    private final FramePrecision precision;
    private final @Nullable Path trace;
    private final Consumer<String> said;
    private final List<Sample> samples = new ArrayList<>();
    private boolean complete = true;

    /** A stage's work. */
    private interface Stage {
        void run() throws Exception;
    }

    DeviceFaceStages(
            Path directory,
            Path cache,
            Path scratch,
            List<Integer> batches,
            int level,
            FramePrecision precision,
            int rounds,
            @Nullable Path trace,
            Consumer<String> said) {
        this.directory = directory;
        this.cache = cache;
        this.scratch = scratch;
        this.batches = List.copyOf(batches);
        this.level = level;
        this.precision = precision;
        this.trace = trace;
        this.said = said;
        engine = TensorRtEngine.open(
                0, TensorRtSettings.in(cache.resolve("plans")).telling(new Builds()));
        readings = new Readings(engine.device(), rounds, said);
        bench = new DeviceFaceBench(engine, directory, cache, level, precision, readings);
        motion = new DeviceMotionBench(bench.networks(), bench::kernels, directory, readings);
    }

    /** Says what was built and how long it took. */
    private final class Builds implements BuildListener {
        @Override
        public void ends(String network, Duration took, long planBytes) {
            String name = network + ", building";
            samples.add(Sample.of(name, "s", List.of(took.toMillis() / 1000.0)));
            said.accept(String.format(
                    Locale.ROOT, "%-58s %10.1f s, %d MiB", name, took.toMillis() / 1000.0, planBytes >> 20));
        }
    }

    /** All stages by name, in order of importance. */
    private Map<String, Stage> stages() {
        Map<String, Stage> all = new LinkedHashMap<>();
        all.put("ceiling", bench::ceiling);
        for (int batch : batches) {
            all.put("frames-" + batch, () -> bench.frames(batch, batch == 1 ? 200 : batch >= 8 ? 400 : 0));
        }
        int most = batches.getLast();
        all.put("frame-quality", () -> bench.frameQuality(most, 2));
        for (int steps : new int[] {STEPS, MORE_STEPS}) {
            for (int exact : new int[] {steps, steps / 2, steps / 5, 0}) {
                all.put("motion-" + steps + "-" + exact, () -> motion(steps, exact));
            }
        }
        for (int windows : new int[] {1, WINDOWS}) {
            all.put("windows-" + windows, () -> motion.windows(STEPS, STEPS / 5, windows));
        }
        all.put("speech", motion::speech);
        all.put("sound", () -> motion.sound(Precision.FP32));
        all.put("sound-tf32", () -> motion.sound(Precision.TF32));
        all.put("together", () -> {
            try (StageWatch watch = new StageWatch(STILL, System::nanoTime, said)) {
                watch.at("frames and motion");
                new DeviceTogetherBench(bench.networks(), bench::kernels, readings).run(most, STEPS, STEPS / 5);
            }
        });
        all.put("films", this::films);
        for (int batch : batches) {
            all.put("published-" + batch, () -> bench.published(batch));
        }
        all.put("endurance", () -> bench.endurance(most, 10_000));
        return all;
    }

    private void motion(int steps, int exact) {
        motion.window(steps, exact, steps == STEPS ? 15 : 60);
        motion.quality(steps, exact);
    }

    /** Networks by name, each built when it is asked for. */
    private void build(String name) {
        DeviceNetworks networks = bench.networks();
        String kind = name.replaceAll("-?\\d+$", "");
        String digits = name.replaceAll("\\D", "");
        int frames = digits.isEmpty() ? 1 : Integer.parseInt(digits);
        switch (kind) {
            case "hourglass" -> networks.hourglass(frames);
            case "mask" -> networks.mask(frames);
            case "decoder" -> networks.decoderParts(frames);
            case "plain-decoder" -> networks.decoder(frames);
            case "refine" -> networks.refine(frames);
            case "stitch" -> networks.stitch(frames);
            case "plain-dense" -> networks.plainDense(frames);
            case "pass" -> networks.pass(frames, Precision.FP32);
            case "pass-tf" -> networks.pass(Math.max(2, frames), Precision.TF32);
            case "speech" -> networks.speech(DeviceMotionBench.WINDOWS_OF_SOUND);
            case "condition" -> networks.condition();
            case "source" -> networks.source();
            case "hubert" -> networks.hubert(Precision.FP32);
            case "hubert-tf" -> networks.hubert(Precision.TF32);
            case "product" -> bench.buildProduct();
            default -> throw new IllegalArgumentException("There is no network " + name + " to build.");
        }
    }

    /** @param names of stages, {@code build:NAME} for a network, or nothing for all stages */
    List<Sample> run(List<String> names) {
        Map<String, Stage> all = stages();
        for (String name : names.isEmpty() ? all.keySet() : names) {
            Stage stage = name.startsWith("build:") ? () -> build(name.substring("build:".length())) : all.get(name);
            if (stage == null) {
                throw new InferenceException("There is no stage " + name + ", only " + all.keySet() + ".");
            }
            said.accept("== " + name);
            attempt(stage);
        }
        List<Sample> found = new ArrayList<>(samples);
        found.addAll(readings.samples());
        return found;
    }

    @SuppressWarnings("CatchingUnchecked") // The next stage is measured whatever happened to this one.
    private void attempt(Stage stage) {
        try {
            stage.run();
        } catch (Exception | LinkageError e) {
            said.accept("   failed: " + e);
            complete = false;
        }
    }

    /** Whether all that was asked for was measured. */
    boolean complete() {
        return complete;
    }

    private void films() throws IOException {
        FilmTrace work = new FilmTrace();
        try (StageWatch watch = new StageWatch(STILL, System::nanoTime, said);
                OnnxRuntimeEngine host = OnnxRuntimeEngine.cpu();
                DittoFace face = DittoFace.open(
                        host,
                        DittoFace.Installation.of(directory, scratch.resolve("faces")),
                        (networks, configuration) -> DeviceBackend.open(
                                engine,
                                networks,
                                cache,
                                "bench",
                                batches,
                                configuration.stitching(),
                                level,
                                precision,
                                work))) {
            watch.at("face open");
            var films = new DeviceFilmBench(
                    face, Footage.still(Source.blank()), engine.device(), scratch, readings::add, watch, work);
            TimedParts parts = new TimedParts(said);
            parts.run("a film to its frames", Duration.ofSeconds(20), () -> films.toFrames(SPEECH, ROUNDS));
            work.print(said);
            parts.run("a film to its file", Duration.ofSeconds(20), () -> films.toFile(SPEECH, ROUNDS));
            work.print(said);
            if (trace != null) {
                work.write(trace);
            }
            long taken = engine.device().usedBytes();
            parts.run("12 films at once", Duration.ofSeconds(20), () -> films.atOnce(12, SPEECH));
            work.print(said);
            parts.run("memory of films that are over", Duration.ofSeconds(5), () -> films.leftOver(taken));
            parts.run("a film in full memory", Duration.ofSeconds(20), films::fullMemory);
            parts.run("24 films at once", Duration.ofSeconds(30), () -> films.atOnce(24, SPEECH));
            work.print(said);
            parts.run("memory of films that are over", Duration.ofSeconds(5), () -> films.leftOver(taken));
            complete &= parts.complete();
        }
    }

    @Override
    public void close() {
        bench.close();
        engine.close();
    }
}
