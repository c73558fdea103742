package dev.vignette.bot.cli;

import static java.util.stream.Collectors.joining;

import dev.vignette.inference.models.Conversion;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns a model's published files into networks. */
@Command(
        name = "convert",
        sortOptions = false,
        description = "Turns a model's published files into networks that run here, without Python.",
        footer = {"", "vignette models convert xtts     XTTS-v2's checkpoint, after \"models pull xtts-v2\""})
final class ModelsConvertCommand implements Callable<Integer> {
    private final Supplier<ModelStore> store;

    @Parameters(paramLabel = "MODEL", description = "Which; a wrong name lists them.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String model;

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "Directory with the published files; else the pulled ones.")
    private @Nullable Path from;

    @Option(
            names = {"--accept-licence", "--accept-license"},
            description = "I have read the model's licence and agree to it; who and when is recorded.")
    private boolean acceptLicence;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    ModelsConvertCommand(Supplier<ModelStore> store) {
        this.store = store;
    }

    @Override
    public Integer call() {
        ModelStore models = store.get();
        Conversion conversion = conversion(models);
        ModelManifest manifest = models.catalog().require(new ModelId(conversion.model()));
        if (acceptLicence && !manifest.licence().permissive()) {
            models.acceptLicence(manifest.id(), Objects.requireNonNullElse(System.getProperty("user.name"), "?"));
        }
        ModelsProgress progress = ModelsProgress.on(System.err);
        try {
            models.convert(
                    conversion, from == null ? null : from.toAbsolutePath().normalize(), told(manifest.id(), progress));
        } finally {
            progress.clear();
        }
        spec.commandLine()
                .getOut()
                .println(manifest.id() + " is converted: "
                        + Bytes.text(models.holding(manifest).bytes()) + " in all"
                        + (manifest.licence().permissive()
                                ? "."
                                : ", " + manifest.licence().title() + ": "
                                        + manifest.licence().summary()));
        spec.commandLine().getOut().flush();
        return ExitStatus.OK.code();
    }

    /** A name from the catalogue, or a family's. */
    private Conversion conversion(ModelStore models) {
        List<Conversion> all = Conversion.all();
        return all.stream()
                .filter(one -> one.model().equals(model)
                        || models.catalog()
                                .require(new ModelId(one.model()))
                                .family()
                                .equals(model))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is nothing to convert in \"" + model + "\", only in: "
                                + all.stream().map(Conversion::model).collect(joining(", ")) + "."));
    }

    private static Conversion.Progress told(ModelId id, ModelsProgress progress) {
        return new Conversion.Progress() {
            @Override
            public void at(String file, long done, long total) {
                progress.progress(id, file, done, total);
            }

            @Override
            public void made(String file) {
                progress.arrived(id, file);
            }
        };
    }
}
