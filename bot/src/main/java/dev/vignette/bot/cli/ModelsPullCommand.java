package dev.vignette.bot.cli;

import dev.vignette.inference.models.Machine;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings models from the hub. */
@Command(
        name = "pull",
        description = "Brings models, or what is missing of them. What was cut goes on where it ended.",
        footer = {"", "vignette models pull recommended     brings those that fit this machine"})
final class ModelsPullCommand implements Callable<Integer> {
    private static final String RECOMMENDED = "recommended";

    private final Supplier<ModelStore> store;

    @Parameters(paramLabel = "MODEL", arity = "1..*", description = "Names from \"models list\", or: recommended.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<String> names;

    @Option(
            names = {"--accept-licence", "--accept-license"},
            description = "I have read the models' licences and agree to them; who and when is recorded.")
    private boolean acceptLicence;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    ModelsPullCommand(Supplier<ModelStore> store) {
        this.store = store;
    }

    @Override
    public Integer call() {
        ModelStore models = store.get();
        PrintWriter out = spec.commandLine().getOut();
        for (ModelManifest model : wanted(models)) {
            if (acceptLicence && !model.licence().permissive()) {
                models.acceptLicence(model.id(), Objects.requireNonNullElse(System.getProperty("user.name"), "?"));
            }
            if (models.holding(model).state() == ModelState.INSTALLED) {
                out.println(model.id() + " is here already.");
                out.flush();
                continue;
            }
            ModelsProgress progress = ModelsProgress.on(System.err);
            try {
                models.pull(model.id(), progress);
            } finally {
                progress.clear();
            }
            ModelStore.Holding holding = models.holding(model);
            out.println(model.id() + " is installed: " + Bytes.text(holding.bytes()) + ", "
                    + model.licence().title() + ".");
            out.flush();
        }
        return ExitStatus.OK.code();
    }

    /** All names are looked up before the first byte is fetched. */
    private List<ModelManifest> wanted(ModelStore models) {
        Map<ModelId, ModelManifest> wanted = new LinkedHashMap<>();
        for (String name : names) {
            List<ModelManifest> meant = name.equals(RECOMMENDED)
                    ? models.catalog().recommended(Machine.here())
                    : List.of(models.catalog().require(new ModelId(name)));
            meant.forEach(model -> wanted.put(model.id(), model));
        }
        return List.copyOf(wanted.values());
    }
}
