package dev.vignette.evaluator.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./vignette bench chat}: talks to the page's API as people do. */
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how fast messages are answered in words and in film: to one person, to many at once, for long.",
            "Starts a service of its own in an empty home directory, unless --url names a running one."
        },
        footer = {"", "Exit code: 0 all goals met, 1 a goal missed or a failure, 2 wrong usage."})
final class ChatBenchCommand implements Callable<Integer> {
    @Option(names = "--url", paramLabel = "URL", description = "Measure this running service instead.")
    private @Nullable URI url;

    @Option(names = "--avatar", defaultValue = "ada", description = "Who answers (default: ${DEFAULT-VALUE}).")
    private String avatar = "ada";

    @Option(
            names = "--rounds",
            defaultValue = "20",
            description = "Messages of the single person (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--people", defaultValue = "50", description = "How many talk at once (default: ${DEFAULT-VALUE}).")
    private int people;

    @Option(
            names = "--minutes",
            defaultValue = "0",
            description = "Then let five people talk for so long, and watch the memory (default: not at all).")
    private int minutes;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every reading to this file as well.")
    private @Nullable Path json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || rounds > 1000 || people < 1 || people > 1000 || minutes < 0 || minutes > 1440) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--rounds and --people must be 1..1000, --minutes 0..1440.");
        }
        List<Sample> samples;
        if (url == null) {
            System.err.println("bench: starting the service");
            try (var service = ServiceProcess.start()) {
                System.err.println("bench: letting the service practise for half a minute");
                service.settle();
                samples = measure(service.address(), service::residentMebibytes);
            }
        } else {
            samples = measure(url, () -> Double.NaN);
        }
        var report = new Report(Machine.here(), Instant.now(), samples);
        report.print(System.out);
        if (json != null) {
            report.writeJson(json);
        }
        return report.allGoalsMet() ? 0 : 1;
    }

    private List<Sample> measure(URI address, DoubleSupplier memory) throws IOException, InterruptedException {
        try (var bench = new ChatBench(address, avatar, step -> System.err.println("bench: " + step))) {
            List<Sample> samples = new ArrayList<>(bench.alone(rounds));
            samples.addAll(bench.crowd(people, 2));
            if (minutes > 0) {
                samples.addAll(bench.soak(Duration.ofMinutes(minutes), 5, memory));
            }
            return samples;
        }
    }
}
