package dev.vignette.bot.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vignette.inference.models.Licence;
import dev.vignette.inference.models.Machine;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.Needs;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model as programs and the web page see it.
 *
 * @param state {@code installed}, {@code partly}, {@code absent}, {@code damaged} or {@code stand-in}
 * @param bytes on the disk now
 * @param expectedBytes of the whole model, rounded where only the hub knows it
 * @param recommended whether it belongs to the set that fits this machine
 * @param licenceAccepted whether it may be pulled as it is: its licence allows any use, or somebody has agreed to it
 * @param pull how far a pull is that the service was asked for; left out if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelRow(
        String id,
        String title,
        String purpose,
        String state,
        long bytes,
        long expectedBytes,
        boolean recommended,
        Needs needs,
        Licence licence,
        boolean licenceAccepted,
        PullProgress.@Nullable Snapshot pull) {

    /** All models, in the order of the catalogue. */
    public static List<ModelRow> all(ModelStore store, Machine machine) {
        return all(store, machine, model -> Optional.empty());
    }

    static List<ModelRow> all(
            ModelStore store, Machine machine, Function<ModelId, Optional<PullProgress.Snapshot>> pulls) {
        List<ModelManifest> fitting = store.catalog().recommended(machine);
        return store.list().stream()
                .map(holding -> of(
                        holding,
                        fitting.contains(holding.model()),
                        store.licenceAccepted(holding.model()),
                        pulls.apply(holding.model().id()).orElse(null)))
                .toList();
    }

    private static ModelRow of(
            ModelStore.Holding holding,
            boolean recommended,
            boolean licenceAccepted,
            PullProgress.@Nullable Snapshot pull) {
        ModelManifest model = holding.model();
        return new ModelRow(
                model.id().value(),
                model.title(),
                model.purpose(),
                name(holding.state()),
                holding.bytes(),
                model.roughBytes(),
                recommended,
                model.needs(),
                model.licence(),
                licenceAccepted,
                pull);
    }

    /** A state as it is written everywhere, such as {@code stand-in}. */
    public static String name(ModelState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
