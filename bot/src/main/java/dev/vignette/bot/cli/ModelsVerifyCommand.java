package dev.vignette.bot.cli;

import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads the files of models and compares their hashes. */
@Command(name = "verify", description = "Reads every file of the models that are here and compares its hash.")
final class ModelsVerifyCommand implements Callable<Integer> {
    private final Supplier<ModelStore> store;

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..*",
            description = "Names from \"models list\"; all that are here if left out.")
    private @Nullable List<String> names;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    ModelsVerifyCommand(Supplier<ModelStore> store) {
        this.store = store;
    }

    @Override
    public Integer call() {
        ModelStore models = store.get();
        PrintWriter out = spec.commandLine().getOut();
        List<ModelId> ids = names == null
                ? models.list().stream()
                        .filter(holding ->
                                holding.state() == ModelState.INSTALLED || holding.state() == ModelState.DAMAGED)
                        .map(holding -> holding.model().id())
                        .toList()
                : names.stream().map(ModelId::new).toList();
        boolean sound = true;
        for (ModelId id : ids) {
            List<String> bad = models.verify(id);
            out.println(
                    bad.isEmpty()
                            ? "✓ " + id
                            : "✗ " + id + ": " + String.join(", ", bad) + "   (mend: vignette models pull " + id + ")");
            sound &= bad.isEmpty();
        }
        if (ids.isEmpty()) {
            out.println("No models are here to be checked.");
        }
        out.flush();
        return (sound ? ExitStatus.OK : ExitStatus.BAD_INPUT).code();
    }
}
