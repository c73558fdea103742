package dev.vignette.inference.models;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The models that Vignette knows of, in the order in which they are shown. */
public final class ModelCatalog {
    private static final List<String> FILES = List.of("whisper", "silero-vad", "voices", "speaker", "ditto");
    /** A misspelt name in a data file is an error, a number that is left out is 0. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Map<ModelId, ModelManifest> models = new LinkedHashMap<>();

    /** @throws ModelStoreException if two models have the same name */
    public ModelCatalog(List<ModelManifest> manifests) {
        for (ModelManifest manifest : manifests) {
            if (models.put(manifest.id(), manifest) != null) {
                throw new ModelStoreException(
                        ModelStoreException.Reason.BAD_MANIFEST, "There are two models named " + manifest.id() + ".");
            }
        }
    }

    /** The built-in manifests: {@code /models/*.json} on the class path. */
    public static ModelCatalog builtIn() {
        List<ModelManifest> manifests = new ArrayList<>();
        for (String name : FILES) {
            String resource = "/models/" + name + ".json";
            try (InputStream in = ModelCatalog.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new ModelStoreException(
                            ModelStoreException.Reason.BAD_MANIFEST,
                            "The program lacks " + resource + ". Build it again.");
                }
                manifests.addAll(read(in));
            } catch (IOException | JacksonException e) {
                throw new ModelStoreException(
                        ModelStoreException.Reason.BAD_MANIFEST, "The program's " + resource + " cannot be read.", e);
            }
        }
        return new ModelCatalog(manifests);
    }

    static List<ModelManifest> read(InputStream json) {
        return List.of(JSON.readValue(json, ModelManifest[].class));
    }

    public List<ModelManifest> all() {
        return List.copyOf(models.values());
    }

    /** @throws ModelStoreException if there is no such model */
    public ModelManifest require(ModelId id) {
        ModelManifest manifest = models.get(id);
        if (manifest == null) {
            throw new ModelStoreException(
                    ModelStoreException.Reason.UNKNOWN_MODEL,
                    "There is no model " + id + ". \"vignette models list\" shows those that there are.");
        }
        return manifest;
    }

    /** For each purpose the best model that the machine can run and whose licence allows any use. */
    public List<ModelManifest> recommended(Machine machine) {
        Map<String, ModelManifest> best = new LinkedHashMap<>();
        models.values().stream()
                .filter(model -> model.quality() > 0
                        && model.licence().permissive()
                        && model.needs().metBy(machine))
                .sorted(Comparator.comparingInt(ModelManifest::quality))
                .forEach(model -> best.put(model.purpose(), model));
        return models.values().stream().filter(best::containsValue).toList();
    }
}
