package dev.vignette.bot.cli;

import dev.vignette.inference.models.ModelStore;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands on the store of models share. */
abstract class StoreCommand implements Callable<Integer> {
    private final Supplier<ModelStore> store;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    StoreCommand(Supplier<ModelStore> store) {
        this.store = store;
    }

    abstract ExitStatus run(ModelStore models, PrintWriter out);

    /** What to throw where the arguments do not go together. */
    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    @Override
    public final Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            return run(store.get(), out).code();
        } finally {
            out.flush();
        }
    }
}
