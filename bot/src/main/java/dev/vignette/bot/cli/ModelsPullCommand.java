package dev.vignette.bot.cli;

import dev.vignette.bot.models.InstalledModels;
import dev.vignette.inference.models.Conversion;
import dev.vignette.inference.models.Machine;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings models from the hub. */
@Command(
        name = "pull",
        description = "Brings models, or what is missing of them. What was cut goes on where it ended.",
        footer = {"", "vignette models pull recommended     brings those that fit this machine"})
final class ModelsPullCommand extends StoreCommand {
    @Parameters(paramLabel = "MODEL", arity = "0..*", description = "Names from \"models list\", or: recommended.")
    private @Nullable List<String> names;

    @Option(names = "--recommended", description = "Those that fit this machine; the same as the name \"recommended\".")
    private boolean recommended;

    @Option(
            names = {"--accept-licence", "--accept-license"},
            description = "I have read the models' licences and agree to them; who and when is recorded.")
    private boolean acceptLicence;

    ModelsPullCommand(Supplier<ModelStore> store) {
        super(store);
    }

    @Override
    ExitStatus run(ModelStore models, PrintWriter out) {
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
                    + model.licence().title() + "; " + checked(models.checkedBy(model.id())) + ".");
            if (Conversion.all().stream()
                    .anyMatch(one -> one.model().equals(model.id().value()))) {
                out.println("It has to be converted before it is used: vignette models convert " + model.id());
            }
            out.flush();
        }
        return ExitStatus.OK;
    }

    private static String checked(Set<String> by) {
        if (by.contains("first-copy")) {
            return "nobody told the hashes of all its files, so this first copy counts from now on";
        }
        return by.contains("hub") ? "checked by the hub's hashes" : "checked by the hashes in Vignette";
    }

    /** All names are looked up before the first byte is fetched. */
    private List<ModelManifest> wanted(ModelStore models) {
        List<String> asked = new ArrayList<>(names == null ? List.of() : names);
        if (recommended) {
            asked.add(InstalledModels.RECOMMENDED);
        }
        if (asked.isEmpty()) {
            throw usage("Which model? One or more names from \"models list\", or: recommended.");
        }
        Map<ModelId, ModelManifest> wanted = new LinkedHashMap<>();
        for (String name : asked) {
            List<ModelManifest> meant = name.equals(InstalledModels.RECOMMENDED)
                    ? models.catalog().recommended(Machine.here())
                    : List.of(models.catalog().require(new ModelId(name)));
            meant.forEach(model -> wanted.put(model.id(), model));
        }
        return List.copyOf(wanted.values());
    }
}
