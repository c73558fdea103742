package dev.vignette.evaluator.bench;

import dev.vignette.evaluator.Sentences;
import dev.vignette.media.Language;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./vignette bench}: measures this machine and prints a table. */
@Command(
        name = "bench",
        subcommands = {ChatBenchCommand.class, HearingBench.class, VoiceBenchCommand.class, FaceBenchCommand.class},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how fast clips are made on this machine, as people feel it, and prints a table.",
            "Starts a service of its own in an empty home directory, unless --url names a running one."
        },
        footer = {"", "Exit code: 0 all goals met, 1 a goal missed or a failure, 2 wrong usage."})
public final class BenchCommand implements Callable<Integer> {
    @Option(names = "--url", paramLabel = "URL", description = "Measure this running service instead.")
    private @Nullable URI url;

    @Option(names = "--avatar", defaultValue = "ada", description = "Who speaks (default: ${DEFAULT-VALUE}).")
    private String avatar = "ada";

    @Option(
            names = "--rounds",
            defaultValue = "20",
            description = "How many new clips to time (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every reading to this file as well.")
    private @Nullable Path json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || rounds > 1000) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--rounds must be 1..1000: " + rounds);
        }
        PrintStream err = System.err;
        List<Sample> samples = new ArrayList<>();
        if (url == null) {
            err.println("bench: the command line, twice");
            samples.add(commandLine());
            err.println("bench: starting the service");
            try (var service = ServiceProcess.start()) {
                samples.add(Sample.of(
                        "service, start to first answer",
                        "s",
                        List.of(service.startTime().toNanos() * 1e-9)));
                err.println("bench: letting the service practise for half a minute");
                service.settle();
                samples.addAll(measure(service.address(), err));
                samples.add(
                        Sample.of("service, resident memory afterwards", "MiB", List.of(service.residentMebibytes())));
            }
        } else {
            samples.addAll(measure(url, err));
        }
        var report = new Report(Machine.here(), Instant.now(), samples);
        report.print(System.out);
        if (json != null) {
            report.writeJson(json);
        }
        return report.allGoalsMet() ? 0 : 1;
    }

    private List<Sample> measure(URI address, PrintStream err) throws IOException, InterruptedException {
        try (var client = new ServiceClient(address)) {
            return new ClipBench(client, avatar, rounds, step -> err.println("bench: " + step)).run();
        }
    }

    /** A whole {@code ./vignette clip} process, JVM start included; the first one fills the file caches and is not counted. */
    private Sample commandLine() throws IOException, InterruptedException {
        try (var home = TemporaryHome.create()) {
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                List<String> command = ServiceProcess.javaCommand("clip");
                command.addAll(List.of(
                        "--avatar",
                        avatar,
                        "--text",
                        Sentences.in(Language.ENGLISH).get(i)));
                command.addAll(List.of("--out", home.path().resolve(i + ".mp4").toString()));
                var builder = new ProcessBuilder(command).redirectErrorStream(true);
                builder.redirectOutput(home.path().resolve("clip.log").toFile());
                builder.environment().put("VIGNETTE_HOME", home.path().toString());
                long start = System.nanoTime();
                if (builder.start().waitFor() != 0) {
                    throw new IOException(
                            "clip failed: " + Files.readString(home.path().resolve("clip.log")));
                }
                seconds.add((System.nanoTime() - start) * 1e-9);
            }
            return Sample.of("./vignette clip, whole process", "s", seconds.subList(1, seconds.size()))
                    .goal(6, 1);
        }
    }
}
