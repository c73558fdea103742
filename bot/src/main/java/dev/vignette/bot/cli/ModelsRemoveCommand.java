package dev.vignette.bot.cli;

import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes models. */
@Command(name = "remove", description = "Deletes the files of models, also of those that were only begun.")
final class ModelsRemoveCommand extends StoreCommand {
    @Parameters(paramLabel = "MODEL", arity = "1..*", description = "Names from \"models list\".")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<String> names;

    ModelsRemoveCommand(Supplier<ModelStore> store) {
        super(store);
    }

    @Override
    ExitStatus run(ModelStore models, PrintWriter out) {
        List<ModelId> ids = names.stream().map(ModelId::new).toList();
        ids.forEach(models.catalog()::require);
        for (ModelId id : ids) {
            long bytes = models.remove(id);
            out.println(bytes == 0 ? id + " was not here." : id + " is removed: " + Bytes.text(bytes) + " are free.");
        }
        return ExitStatus.OK;
    }
}
