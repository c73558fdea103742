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
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Lists the models and how much of each is here. */
@Command(
        name = "list",
        description = "Lists the models, how much of each is here, and which fit this machine.",
        footer = {"", "* recommended for this machine   § not for every use: read the licence"})
final class ModelsListCommand implements Callable<Integer> {
    private final Supplier<ModelStore> store;

    @Option(names = "--json", description = "The same for programs.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    ModelsListCommand(Supplier<ModelStore> store) {
        this.store = store;
    }

    @Override
    public Integer call() {
        ModelStore models = store.get();
        Machine machine = Machine.here();
        List<ModelManifest> fitting = models.catalog().recommended(machine);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(Map.of("machine", machine, "models", ModelRow.all(models, machine))));
        } else {
            print(models, fitting, out);
        }
        out.flush();
        return ExitStatus.OK.code();
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
