package dev.vignette.evaluator;

import dev.vignette.evaluator.bench.BenchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The evaluator's command line: {@code ./vignette bench} and {@code ./vignette evaluate}. */
@Command(
        name = "vignette",
        subcommands = {BenchCommand.class},
        mixinStandardHelpOptions = true,
        description = "Measures Vignette on this machine.")
public final class Evaluator {
    private Evaluator() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Evaluator()).execute(arguments));
    }
}
