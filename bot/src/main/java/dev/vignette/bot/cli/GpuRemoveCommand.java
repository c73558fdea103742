package dev.vignette.bot.cli;

import dev.vignette.inference.gpu.GpuInstallation;
import dev.vignette.inference.gpu.GpuPart;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Deletes libraries for GPUs. */
@Command(name = "remove", description = "Deletes the libraries that \"gpu install\" has brought.")
final class GpuRemoveCommand implements Callable<Integer> {
    private final Supplier<GpuInstallation> installation;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    GpuRemoveCommand(Supplier<GpuInstallation> installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        GpuInstallation here = installation.get();
        PrintWriter out = spec.commandLine().getOut();
        long bytes = 0;
        for (GpuPart part : here.parts()) {
            bytes += here.remove(part);
        }
        out.println(Bytes.text(bytes) + " are free again.");
        out.flush();
        return ExitStatus.OK.code();
    }
}
