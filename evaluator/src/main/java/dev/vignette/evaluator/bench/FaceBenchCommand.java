package dev.vignette.evaluator.bench;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.face.ditto.DittoFace;
import dev.vignette.renderer.face.ditto.device.FramePrecision;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code ./vignette bench face}: how fast Ditto is on this machine, network by network and as a whole. */
@Command(
        name = "face",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures Ditto: milliseconds of each network, frames a second, real-time factor, first frame, memory.",
            "Without --model, on stand-ins with made-up weights; only the full ones are as slow as the real ones."
        })
public final class FaceBenchCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "DIR", description = "Ditto's files, with ditto_onnx and ditto_cfg inside.")
    private @Nullable Path model;

    @Option(
            names = "--size",
            converter = KindConverter.class,
            description = "Stand-ins: mini (quick), full (2 GB on disk, 8 GB of memory) or puppet"
                    + " (default: mini; full with tensorrt, which takes no others).")
    private DittoStandIn.@Nullable Kind wanted;

    @Option(
            names = "--batch",
            split = ",",
            defaultValue = "1",
            description =
                    "Frames at once, several with commas, 1 to 16; films are made with each (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches = List.of(1);

    @Option(names = "--rounds", defaultValue = "5", description = "Runs of each network (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--seconds",
            defaultValue = "2",
            description = "Of speech to film; 0 for no film (default: ${DEFAULT-VALUE}).")
    private double seconds = 2;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description = "cpu, or cuda for the first NVIDIA GPU (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    @Option(names = "--films", defaultValue = "1", description = "Films at the same time (default: ${DEFAULT-VALUE}).")
    private int films = 1;

    @Option(
            names = "--compare",
            description = "Compare every network's outputs with the processor's, which takes a run of each there.")
    private boolean compare;

    @Option(
            names = "--soak",
            paramLabel = "N",
            description = "Nothing but N clips in a row, of --seconds at most, and the memory that is left.")
    private int soak;

    @Option(
            names = "--engine",
            defaultValue = "onnxruntime",
            description = "onnxruntime, or tensorrt: the edited networks and kernels, stage by stage"
                    + " (default: ${DEFAULT-VALUE}).")
    private String runtime = "onnxruntime";

    @Option(
            names = "--stage",
            split = ",",
            description = "With tensorrt: only these stages, such as frames-8; build:NAME builds a network.")
    private List<String> stages = List.of();

    @Option(
            names = "--level",
            defaultValue = "3",
            description =
                    "With tensorrt: how long it looks for the fastest kernels, 0 to 5 (default: ${DEFAULT-VALUE}).")
    private int level = 3;

    @Option(
            names = "--precision",
            defaultValue = "half",
            converter = PrecisionConverter.class,
            description = "With tensorrt: half, or int8 with the least quality of frames in dB, such as int8:50"
                    + " (default: ${DEFAULT-VALUE}).")
    private FramePrecision precision = FramePrecision.HALF;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "With tensorrt: keep edited networks and plans here, so that they are built once.")
    private @Nullable Path cache;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "With tensorrt: when each piece of the last film's work began and ended, for chrome://tracing.")
    private @Nullable Path trace;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every reading to this file as well.")
    private @Nullable Path json;

    /** Kinds by their names, in letters of any case. */
    static final class KindConverter implements ITypeConverter<DittoStandIn.Kind> {
        @Override
        public DittoStandIn.Kind convert(String name) {
            return Arrays.stream(DittoStandIn.Kind.values())
                    .filter(kind -> kind.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("There are mini, full and puppet, not " + name));
        }
    }

    /** Precisions as settings have them. */
    static final class PrecisionConverter implements ITypeConverter<FramePrecision> {
        @Override
        public FramePrecision convert(String text) {
            try {
                return FramePrecision.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        return switch (runtime) {
            case "onnxruntime" -> byNetwork();
            case "tensorrt" -> byStage();
            default -> throw new TypeConversionException("The engine is onnxruntime or tensorrt, not " + runtime);
        };
    }

    private int byStage() throws IOException {
        Path given = model;
        DittoStandIn.Kind size = wanted == null ? DittoStandIn.Kind.FULL : wanted;
        if (given == null && size != DittoStandIn.Kind.FULL) {
            System.err.println("Stand-ins of the size " + size.name().toLowerCase(Locale.ROOT)
                    + " have too few channels for what is made of them on a GPU, which takes eight together;"
                    + " measure with --size full, or with --model.");
            return ExitCode.USAGE;
        }
        try (var home = TemporaryHome.create()) {
            Path kept = cache == null ? home.path() : cache;
            Path directory = given == null ? kept.resolve("ditto-" + size) : given;
            if (given == null && !Files.exists(directory.resolve("ditto_cfg"))) {
                System.err.println("bench: writing stand-ins, " + size);
                DittoStandIn.write(directory, size, 1);
            }
            List<Integer> sizes = batches.stream().sorted().distinct().toList();
            Path built = kept.resolve("built-" + size);
            try (var measured = new DeviceFaceStages(
                    directory, built, home.path(), sizes, level, precision, rounds, trace, FaceBenchCommand::say)) {
                var report = new Report(Machine.here(), Instant.now(), measured.run(stages));
                report.print(System.out);
                if (json != null) {
                    report.writeJson(json);
                }
                if (!measured.complete()) {
                    System.err.println("Not everything was measured: see above what failed.");
                }
                return measured.complete() && report.allGoalsMet() ? ExitCode.OK : ExitCode.SOFTWARE;
            }
        } catch (InferenceException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    /** At once, also into a pipe: building takes minutes. */
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private int byNetwork() throws IOException {
        Path given = model;
        DittoStandIn.Kind size = wanted == null ? DittoStandIn.Kind.MINI : wanted;
        try (var home = TemporaryHome.create();
                var engine = engine()) {
            Path directory = given == null ? home.path().resolve("ditto") : given;
            if (given == null) {
                System.err.println("bench: writing stand-ins, " + size);
                DittoStandIn.write(directory, size, 1);
            }
            List<Sample> samples = measure(engine, directory, home.path());
            samples.add(Sample.of("peak resident memory of this process", "MiB", List.of(ProcessMemory.peak())));
            String what = given == null ? "stand-ins, " + size : given.toString();
            String subject = "Ditto (" + what + ") on " + engine.name();
            var report = new Report(Machine.here(), Instant.now(), subject, samples);
            report.print(System.out);
            if (json != null) {
                report.writeJson(json);
            }
            return 0;
        }
    }

    private Engine engine() {
        return switch (device) {
            case "cpu" -> OnnxRuntimeEngine.cpu();
            case "cuda" -> OnnxRuntimeEngine.cuda(0);
            default -> throw new TypeConversionException("The device is cpu or cuda, not " + device);
        };
    }

    private List<Sample> measure(Engine engine, Path directory, Path scratch) throws IOException {
        List<Sample> samples = new ArrayList<>();
        Consumer<String> progress = step -> System.err.println("bench: " + step);
        if (soak == 0) {
            var bench = new FaceBench(engine, directory, scratch, rounds, progress);
            samples.addAll(bench.networks());
            for (int frames : batches) {
                if (frames > 1) {
                    samples.addAll(bench.batched(frames));
                }
            }
            if (compare) {
                samples.addAll(bench.compared());
            }
        }
        for (int batch : batches) {
            var installation = new DittoFace.Installation(directory, null, scratch.resolve("faces"), batch);
            try (DittoFace face = DittoFace.open(engine, installation)) {
                if (soak > 0) {
                    samples.addAll(new FaceSoak(face, progress).run(soak, seconds));
                } else if (seconds > 0) {
                    progress.accept("films of " + seconds + " s, " + batch + " at once");
                    samples.addAll(new FilmBench(face, batch).run(seconds, films));
                }
            }
        }
        return samples;
    }
}
