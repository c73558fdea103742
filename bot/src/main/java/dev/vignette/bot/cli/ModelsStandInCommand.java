package dev.vignette.bot.cli;

import static java.util.stream.Collectors.joining;

import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes networks of a model's shape with made-up weights. */
@Command(
        name = "standin",
        sortOptions = false,
        description = "Makes networks of a model's shape with made-up weights, for measurements and tests.",
        footer = {"", "What they compute is noise, and everything that comes of them is labelled as a stand-in's."})
final class ModelsStandInCommand implements Callable<Integer> {
    private final Supplier<ModelStore> store;

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Which; a wrong name lists them.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String model;

    @Option(names = "--size", paramLabel = "SIZE", description = "mini (default) or full.")
    private String size = "mini";

    @Option(names = "--seed", paramLabel = "N", description = "Same number, same weights (default: 1).")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory for the files; without it they take the model's place in VIGNETTE_HOME.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    ModelsStandInCommand(Supplier<ModelStore> store) {
        this.store = store;
    }

    @Override
    public Integer call() throws IOException {
        List<StandIn> all = StandIn.all();
        StandIn standIn = all.stream()
                .filter(one -> one.model().equals(model))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no stand-in for \"" + model + "\""
                                + (all.isEmpty()
                                        ? "."
                                        : ", only: "
                                                + all.stream()
                                                        .map(StandIn::model)
                                                        .collect(joining(", ")) + ".")));
        StandIn.Size wanted = Stream.of(StandIn.Size.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(size))
                .findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--size is mini or full."));
        String place;
        if (out == null) {
            ModelId id = new ModelId(model);
            store.get().install(standIn, id, wanted, seed);
            place = "in place of " + id + " (\"vignette models remove " + id + "\" takes it away)";
        } else {
            write(standIn, wanted, out.toAbsolutePath().normalize());
            place = "in " + out;
        }
        spec.commandLine().getOut().println("A stand-in for " + model + " with made-up weights is " + place + ".");
        spec.commandLine().getOut().flush();
        return ExitStatus.OK.code();
    }

    private void write(StandIn standIn, StandIn.Size wanted, Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> there = Files.list(directory)) {
            if (there.findAny().isPresent()) {
                throw new OutputException("The directory " + directory + " is not empty. Name a new one.");
            }
        }
        standIn.write(directory, wanted, seed);
    }
}
