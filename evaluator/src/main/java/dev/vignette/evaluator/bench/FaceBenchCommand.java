package dev.vignette.evaluator.bench;

import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
            defaultValue = "mini",
            converter = KindConverter.class,
            description = "Stand-ins: mini (quick), full (2 GB on disk, 8 GB of memory) or puppet (default: mini).")
    private DittoStandIn.Kind size = DittoStandIn.Kind.MINI;

    @Option(
            names = "--batch",
            split = ",",
            defaultValue = "1",
            description = "Frames at once, several with commas, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches = List.of(1);

    @Option(names = "--rounds", defaultValue = "5", description = "Runs of each network (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", defaultValue = "2", description = "Of speech to film (default: ${DEFAULT-VALUE}).")
    private double seconds = 2;

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

    @Override
    public Integer call() throws IOException {
        Path given = model;
        try (var home = TemporaryHome.create();
                var engine = OnnxRuntimeEngine.cpu()) {
            Path directory = given == null ? home.path().resolve("ditto") : given;
            if (given == null) {
                System.err.println("bench: writing stand-ins, " + size);
                DittoStandIn.write(directory, size, 1);
            }
            String what = given == null ? "stand-ins, " + size : given.toString();
            var bench =
                    new FaceBench(engine, directory, home.path(), rounds, step -> System.err.println("bench: " + step));
            List<Sample> samples = bench.run(batches, seconds);
            System.out.println(
                    System.lineSeparator() + "Ditto (" + what + ") on " + engine.name() + ": " + bench.estimate());
            var report = new Report(Machine.here(), Instant.now(), samples);
            report.print(System.out);
            if (json != null) {
                report.writeJson(json);
            }
            return 0;
        }
    }
}
