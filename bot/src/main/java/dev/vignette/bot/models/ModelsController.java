package dev.vignette.bot.models;

import dev.vignette.inference.models.Licence;
import dev.vignette.inference.models.Machine;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.ModelStoreException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows the models and pulls those that are asked for. Removing one takes the command line: it may be in use here. */
@RestController
@Tag(name = "Models")
class ModelsController {
    private final ModelStore store;
    private final Pulls pulls;
    private @Nullable Machine machine;

    ModelsController(ModelStore store, Pulls pulls) {
        this.store = store;
        this.pulls = pulls;
    }

    /**
     * What the web page shows.
     *
     * @param command that brings the recommended models on the command line
     */
    record Models(
            Machine machine,
            @Schema(example = InstalledModels.COMMAND) String command,
            List<ModelRow> models) {}

    record Terms(
            @Schema(
                    description =
                            "The id of the licence that was read and agreed to; only for models that are not for every"
                                    + " use. Who and when is recorded.",
                    example = "CPML-1.0.0")
            @Nullable
            String acceptLicence) {}

    @Operation(summary = "Which models there are, which are installed or on their way, and which fit this machine")
    @GetMapping(path = "/api/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Models> models() {
        Machine here = machine();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Models(here, InstalledModels.COMMAND, ModelRow.all(store, here, pulls::of)));
    }

    @Operation(
            summary = "Pull a model, or \"recommended\": all that fit this machine",
            description =
                    "Answers at once; GET /api/v1/models tells how far it is. Models are pulled one after the other.")
    @ApiResponse(responseCode = "202", description = "It is on its way, or waits for its turn.")
    @PostMapping(path = "/api/v1/models/{id}/pull", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Models> pull(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Terms terms,
            HttpServletRequest request,
            @Nullable Principal principal) {
        List<ModelManifest> wanted = id.equals(InstalledModels.RECOMMENDED)
                ? store.catalog().recommended(machine())
                : List.of(store.catalog().require(new ModelId(id)));
        String who = principal == null ? request.getRemoteAddr() : principal.getName();
        wanted.forEach(model -> agree(model, terms == null ? null : terms.acceptLicence(), who));
        wanted.stream()
                .filter(model -> store.holding(model).state() != ModelState.INSTALLED)
                .forEach(pulls::start);
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .cacheControl(CacheControl.noStore())
                .body(new Models(machine(), InstalledModels.COMMAND, ModelRow.all(store, machine(), pulls::of)));
    }

    /** What was agreed to has to be the version that the catalogue names. */
    private void agree(ModelManifest model, @Nullable String accepted, String who) {
        if (store.licenceAccepted(model)) {
            return;
        }
        if (!model.licence().id().equals(accepted)) {
            Licence licence = model.licence();
            throw new ModelStoreException(
                    ModelStoreException.Reason.LICENCE_NOT_ACCEPTED,
                    model.id() + " is under " + licence.title() + ": " + licence.summary() + " Read " + licence.text()
                            + ", and if you agree, say so with {\"accept_licence\": \"" + licence.id() + "\"}.");
        }
        store.acceptLicence(model.id(), who);
    }

    @Operation(
            summary = "Stop pulling a model",
            description = "What has arrived stays, and the next pull goes on from there.")
    @ApiResponse(responseCode = "204", description = "It is not being pulled.")
    @DeleteMapping("/api/v1/models/{id}/pull")
    ResponseEntity<Void> cancel(@PathVariable String id) {
        if (id.equals(InstalledModels.RECOMMENDED)) {
            // The last first, so that none gets its turn meanwhile.
            store.catalog().recommended(machine()).reversed().forEach(model -> pulls.cancel(model.id()));
        } else {
            pulls.cancel(store.catalog().require(new ModelId(id)).id());
        }
        return ResponseEntity.noContent().build();
    }

    /** Looked at when it is first asked for, because asking a GPU may take seconds. */
    private synchronized Machine machine() {
        Machine here = machine;
        if (here == null) {
            here = Machine.here();
            machine = here;
        }
        return here;
    }
}
