package dev.vignette.bot.cli;

import dev.vignette.bot.models.ModelRow;
import dev.vignette.inference.models.Machine;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Lists the models and how much of each is here. */
@Command(
        name = "list",
        description = "Lists the models, how much of each is here, and which fit this machine.",
        footer = {"", "* recommended for this machine   § not for every use: read the licence"})
final class ModelsListCommand extends StoreCommand {
    @Option(names = "--json", description = "The same for programs.")
    private boolean json;

    ModelsListCommand(Supplier<ModelStore> store) {
        super(store);
    }

    @Override
    ExitStatus run(ModelStore models, PrintWriter out) {
        Machine machine = Machine.here();
        List<ModelManifest> fitting = models.catalog().recommended(machine);
        if (json) {
            out.println(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(Map.of("machine", machine, "models", ModelRow.all(models, machine))));
        } else {
            print(models, fitting, out);
        }
        return ExitStatus.OK;
    }

    private static void print(ModelStore models, List<ModelManifest> fitting, PrintWriter out) {
        String purpose = "";
        for (ModelStore.Holding holding : models.list()) {
            ModelManifest model = holding.model();
            if (!model.purpose().equals(purpose)) {
                purpose = model.purpose();
                out.println(purpose.replace('-', ' '));
            }
            boolean here = holding.state() != ModelState.ABSENT;
            out.printf(
                    Locale.ROOT,
                    "  %s %-28s %-10s %8s  %s%s%n",
                    fitting.contains(model) ? "*" : " ",
                    model.id(),
                    here ? ModelRow.name(holding.state()) : "-",
                    Bytes.text(here ? holding.bytes() : model.roughBytes()),
                    model.title(),
                    model.licence().permissive() ? "" : " §");
        }
        out.println();
        out.println("* is for this machine: vignette models pull recommended   (§ see --help)");
    }
}
