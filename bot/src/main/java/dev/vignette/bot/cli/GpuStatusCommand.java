package dev.vignette.bot.cli;

import dev.vignette.bot.settings.Settings;
import dev.vignette.inference.gpu.GpuInstallation;
import dev.vignette.inference.gpu.GpuPart;
import dev.vignette.inference.gpu.GpuReport;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at the GPU. */
@Command(
        name = "status",
        description = "Says which GPU, driver and libraries are here, what networks will run on and what is missing.")
final class GpuStatusCommand implements Callable<Integer> {
    private final Supplier<Settings> settings;
    private final Supplier<GpuInstallation> installation;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    GpuStatusCommand(Supplier<Settings> settings, Supplier<GpuInstallation> installation) {
        this.settings = settings;
        this.installation = installation;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        GpuReport report = GpuReport.look(settings.get().engine());
        for (GpuReport.Line line : report.lines()) {
            out.printf(Locale.ROOT, "%s %-18s %s%n", line.good() ? "✓" : "!", line.subject(), line.detail());
            if (!line.advice().isEmpty()) {
                out.println("                     → " + line.advice());
            }
        }
        GpuInstallation here = installation.get();
        out.println();
        out.println("Libraries for GPUs in " + here.libraries() + ":");
        for (GpuPart part : here.parts()) {
            out.printf(
                    Locale.ROOT,
                    "  %-24s %-10s %s%n",
                    part.id(),
                    here.installed(part) ? "installed" : "not here",
                    part.title() + ", " + Bytes.text(part.bytes()) + " to fetch, " + Bytes.text(part.unpackedBytes())
                            + " on disk");
        }
        if (here.parts().isEmpty()) {
            out.println("  there are none for this operating system and processor");
        }
        out.flush();
        return (report.lines().stream().allMatch(GpuReport.Line::good) ? ExitStatus.OK : ExitStatus.UNAVAILABLE).code();
    }
}
