package dev.vignette.bot.cli;

import dev.vignette.bot.models.InstalledModels;
import dev.vignette.inference.models.Machine;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Says which models would make this machine better, what they weigh and under which terms they are. */
@Command(
        name = "offer",
        description = "Says which models fit this machine, how large they are and under which licences.")
final class ModelsOfferCommand extends StoreCommand {
    ModelsOfferCommand(Supplier<ModelStore> store) {
        super(store);
    }

    @Override
    ExitStatus run(ModelStore models, PrintWriter out) {
        Machine machine = Machine.here();
        List<ModelManifest> fitting = models.catalog().recommended(machine);
        out.println("This machine: " + Bytes.text(machine.memoryMegabytes() * 1_000_000L) + " of memory, "
                + machine.cores() + (machine.cores() == 1 ? " processor, " : " processors, ")
                + (machine.gpuMegabytes() == 0
                        ? "no NVIDIA GPU"
                        : "a GPU with " + Bytes.text(machine.gpuMegabytes() * 1_000_000L)));
        out.println("Models for it:");
        long missing = 0;
        for (ModelManifest model : fitting) {
            boolean here = models.holding(model).state() == ModelState.INSTALLED;
            missing += here ? 0 : model.roughBytes();
            out.printf(
                    Locale.ROOT,
                    "  %s %-28s %8s  %s (%s)%n",
                    here ? "✓" : " ",
                    model.id(),
                    Bytes.text(model.roughBytes()),
                    model.title(),
                    model.licence().title());
        }
        out.println(
                missing == 0
                        ? "All of them are installed."
                        : "Get what is missing, about " + Bytes.text(missing) + ", with:  " + InstalledModels.COMMAND);
        return ExitStatus.OK;
    }
}
