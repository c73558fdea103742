package dev.vignette.bot.cli;

import dev.vignette.bot.settings.Settings;
import dev.vignette.inference.gpu.GpuInstallation;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an NVIDIA GPU needs beside its driver. */
@Command(
        name = "gpu",
        description = "Shows what this machine has for an NVIDIA GPU, and brings the libraries that are missing.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "VIGNETTE_GPU_MIRROR names another Maven repository than Maven Central. docs/gpu.md has the whole story."
        })
final class GpuCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    static CommandLine line(Supplier<Settings> settings, Supplier<GpuInstallation> installation) {
        return new CommandLine(new GpuCommand())
                .addSubcommand(new GpuStatusCommand(settings, installation))
                .addSubcommand(new GpuInstallCommand(installation))
                .addSubcommand(new GpuRemoveCommand(installation));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? One of: status, install, remove.");
    }
}
