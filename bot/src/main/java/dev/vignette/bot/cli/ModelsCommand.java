package dev.vignette.bot.cli;

import dev.vignette.inference.models.ModelStore;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The networks that hear, speak and move faces: which there are and how to get them. */
@Command(
        name = "models",
        description = "Lists, pulls, converts, checks and removes the networks that hear, speak and move faces.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "VIGNETTE_MODEL_MIRROR names another hub, VIGNETTE_MODEL_DIR a folder that already has the files,",
            "HF_TOKEN a token for models that are not given to everybody. docs/models.md has the whole story."
        })
final class ModelsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    static CommandLine line(Supplier<ModelStore> store) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ModelsListCommand(store))
                .addSubcommand(new ModelsOfferCommand(store))
                .addSubcommand(new ModelsPullCommand(store))
                .addSubcommand(new ModelsConvertCommand(store))
                .addSubcommand(new ModelsVerifyCommand(store))
                .addSubcommand(new ModelsRemoveCommand(store))
                .addSubcommand(new ModelsStandInCommand(store));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? One of: list, offer, pull, convert, verify, remove, standin.");
    }
}
