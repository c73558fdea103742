package dev.vignette.evaluator;

import dev.vignette.evaluator.bench.BenchCommand;
import dev.vignette.inference.InferenceException;
import dev.vignette.renderer.RenderException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/** The evaluator's command line: {@code ./vignette bench} and {@code ./vignette evaluate}. */
@Command(
        name = "vignette",
        subcommands = {BenchCommand.class},
        mixinStandardHelpOptions = true,
        description = "Measures Vignette on this machine.")
public final class Evaluator {
    private Evaluator() {}

    static CommandLine commandLine() {
        return new CommandLine(new Evaluator()).setExecutionExceptionHandler(Evaluator::failed);
    }

    /** What is missing or cannot be used here is said in its sentence; anything else is a fault of ours. */
    private static int failed(Exception failure, CommandLine command, ParseResult arguments) throws Exception {
        if (failure instanceof InferenceException || failure instanceof RenderException) {
            command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
            return ExitCode.SOFTWARE;
        }
        throw failure;
    }

    public static void main(String[] arguments) {
        // What the native libraries' loader says would go straight to the terminal, into the tables.
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
        System.exit(commandLine().execute(arguments));
    }
}
