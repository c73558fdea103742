package dev.vignette.bot.models;

import dev.vignette.inference.models.Licence;
import dev.vignette.inference.models.Machine;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.Needs;
import java.util.List;
import java.util.Locale;

/**
 * A model as programs and the web page see it.
 *
 * @param state {@code installed}, {@code partly}, {@code absent}, {@code damaged} or {@code stand-in}
 * @param bytes on the disk now
 * @param expectedBytes of the whole model, rounded where only the hub knows it
 * @param recommended whether it belongs to the set that fits this machine
 */
public record ModelRow(
        String id,
        String title,
        String purpose,
        String state,
        long bytes,
        long expectedBytes,
        boolean recommended,
        Needs needs,
        Licence licence) {

    /** All models, in the order of the catalogue. */
    public static List<ModelRow> all(ModelStore store, Machine machine) {
        List<ModelManifest> fitting = store.catalog().recommended(machine);
        return store.list().stream()
                .map(holding -> of(holding, fitting.contains(holding.model())))
                .toList();
    }

    private static ModelRow of(ModelStore.Holding holding, boolean recommended) {
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
                model.licence());
    }

    /** A state as it is written everywhere, such as {@code stand-in}. */
    public static String name(ModelState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
