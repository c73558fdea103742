package dev.vignette.bot.models;

import dev.vignette.bot.settings.Settings;
import dev.vignette.inference.models.Machine;
import dev.vignette.inference.models.ModelStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the models; pulling them takes the command line, where licences are read and disks are known. */
@RestController
@Tag(name = "Models")
class ModelsController {
    private final ModelStore store;
    private final Machine machine = Machine.here();

    ModelsController(Settings settings, Environment environment) {
        store = InstalledModels.open(settings.home(), environment::getProperty);
    }

    /**
     * What the web page needs to show how to get further.
     *
     * @param command that brings the recommended models
     */
    record Models(
            Machine machine,
            @Schema(example = InstalledModels.COMMAND) String command,
            List<ModelRow> models) {}

    @Operation(summary = "Which models there are, which are installed, and which fit this machine")
    @GetMapping(path = "/api/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
    Models models() {
        return new Models(machine, InstalledModels.COMMAND, ModelRow.all(store, machine));
    }
}
