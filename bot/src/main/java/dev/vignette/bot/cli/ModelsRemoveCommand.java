package dev.vignette.bot.cli;

import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelStore;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes models. */
@Command(name = "remove", description = "Deletes the files of models, also of those that were only begun.")
final class ModelsRemoveCommand implements Callable<Integer> {
    private final Supplier<ModelStore> store;

    @Parameters(paramLabel = "MODEL", arity = "1..*", description = "Names from \"models list\".")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<String> names;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    ModelsRemoveCommand(Supplier<ModelStore> store) {
        this.store = store;
    }

    @Override
    public Integer call() {
        ModelStore models = store.get();
        List<ModelId> ids = names.stream().map(ModelId::new).toList();
        ids.forEach(models.catalog()::require);
        for (ModelId id : ids) {
            long bytes = models.remove(id);
            spec.commandLine()
                    .getOut()
                    .println(
                            bytes == 0
                                    ? id + " was not here."
                                    : id + " is removed: " + Bytes.text(bytes) + " are free.");
        }
        spec.commandLine().getOut().flush();
        return ExitStatus.OK.code();
    }
}
