package dev.vignette.bot.cli;

import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads the files of models and compares their hashes. */
@Command(name = "verify", description = "Reads every file of the models that are here and compares its hash.")
final class ModelsVerifyCommand extends StoreCommand {
    @Parameters(
            paramLabel = "MODEL",
            arity = "0..*",
            description = "Names from \"models list\"; all that are here if left out.")
    private @Nullable List<String> names;

    ModelsVerifyCommand(Supplier<ModelStore> store) {
        super(store);
    }

    @Override
    ExitStatus run(ModelStore models, PrintWriter out) {
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
        return sound ? ExitStatus.OK : ExitStatus.BAD_INPUT;
    }
}
