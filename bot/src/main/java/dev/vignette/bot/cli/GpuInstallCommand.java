package dev.vignette.bot.cli;

import dev.vignette.inference.gpu.GpuInstallation;
import dev.vignette.inference.gpu.GpuPart;
import dev.vignette.inference.models.ModelStoreException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings libraries for GPUs. */
@Command(
        name = "install",
        description = "Brings CUDA, TensorRT and ONNX Runtime for NVIDIA GPUs. What was cut goes on where it ended.",
        footer = {"", "Only NVIDIA's driver (560 or newer) has to be there already."})
final class GpuInstallCommand implements Callable<Integer> {
    private final Supplier<GpuInstallation> installation;

    @Parameters(
            paramLabel = "ENGINE",
            arity = "0..*",
            description = "Only what this engine needs: tensorrt, or cuda (ONNX Runtime). All if left out.")
    private List<String> engines = List.of();

    @Option(
            names = {"--accept-licence", "--accept-license"},
            description = "I have read NVIDIA's licences and agree to them; who and when is recorded.")
    private boolean acceptLicence;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    GpuInstallCommand(Supplier<GpuInstallation> installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        GpuInstallation here = installation.get();
        PrintWriter out = spec.commandLine().getOut();
        List<GpuPart> wanted = wanted(here);
        refuseWithoutLicences(here, wanted);
        for (GpuPart part : wanted) {
            if (acceptLicence && !here.licenceAccepted(part)) {
                here.acceptLicence(part, Objects.requireNonNullElse(System.getProperty("user.name"), "?"));
            }
            if (here.installed(part)) {
                out.println(part.id() + " is here already.");
            } else {
                ModelsProgress progress = ModelsProgress.on(System.err);
                try {
                    here.install(part, progress);
                } finally {
                    progress.clear();
                }
                out.println(part.id() + " is installed: " + Bytes.text(part.unpackedBytes()) + ".");
            }
            out.flush();
        }
        out.println("See what will be used: vignette gpu status");
        out.flush();
        return ExitStatus.OK.code();
    }

    private List<GpuPart> wanted(GpuInstallation here) {
        if (here.parts().isEmpty()) {
            throw new ModelStoreException(
                    ModelStoreException.Reason.NOT_FOUND,
                    "There are no libraries for GPUs for " + System.getProperty("os.name") + " on "
                            + System.getProperty("os.arch")
                            + ", only for Linux on x86-64. Networks run on the processor.");
        }
        for (String engine : engines) {
            if (here.parts().stream().noneMatch(part -> part.engines().contains(engine))) {
                throw new ModelStoreException(
                        ModelStoreException.Reason.SETTING,
                        "\"" + engine + "\" is no engine for GPUs: say tensorrt or cuda, or nothing for both.");
            }
        }
        return here.parts().stream()
                .filter(part -> engines.isEmpty() || engines.stream().anyMatch(part.engines()::contains))
                .toList();
    }

    /** All licences at once, before the first byte. */
    private void refuseWithoutLicences(GpuInstallation here, List<GpuPart> wanted) {
        List<String> open = wanted.stream()
                .filter(part -> !acceptLicence && !here.installed(part) && !here.licenceAccepted(part))
                .map(part -> part.title() + ": " + part.licence().title() + ", "
                        + part.licence().text())
                .toList();
        if (!open.isEmpty()) {
            throw new ModelStoreException(
                    ModelStoreException.Reason.LICENCE_NOT_ACCEPTED,
                    "NVIDIA's libraries are under licences of their own ("
                            + String.join("; ", open)
                            + "). If you agree to the terms: vignette gpu install --accept-licence");
        }
    }
}
