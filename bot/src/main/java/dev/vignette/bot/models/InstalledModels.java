package dev.vignette.bot.models;

import dev.vignette.inference.models.Machine;
import dev.vignette.inference.models.ModelCatalog;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.StoreSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens the store of models below VIGNETTE_HOME, and says what to do while it is empty. */
public final class InstalledModels {
    /** Stands for the models that fit the machine, in place of a model's name. */
    public static final String RECOMMENDED = "recommended";

    /** What brings the models that fit the machine. */
    public static final String COMMAND = "vignette models pull " + RECOMMENDED;

    private InstalledModels() {}

    /**
     * @param environment gives the value of an environment variable, or null
     * @throws dev.vignette.inference.models.ModelStoreException if a setting cannot be used
     */
    public static ModelStore open(Path home, Function<String, @Nullable String> environment) {
        return new ModelStore(StoreSettings.from(home, environment), ModelCatalog.builtIn());
    }

    /** One line for who starts without a model; nothing is downloaded without being asked for. */
    public static Optional<String> hint(ModelStore store) {
        return store.isEmpty()
                ? Optional.of("No models are installed; the embedded engines do the work. This machine can run "
                        + recommended(store) + ". Get them on the page of \"vignette run\" under Models, or with:  "
                        + COMMAND)
                : Optional.empty();
    }

    /** Names of the models that {@link #COMMAND} brings here. */
    public static String recommended(ModelStore store) {
        return String.join(
                ", ",
                store.catalog().recommended(Machine.here()).stream()
                        .map(model -> model.id().value())
                        .toList());
    }
}
