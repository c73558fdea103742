package dev.vignette.inference.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Who accepted which licence for which model, and when: one line of JSON each in {@code licences.jsonl}, only ever added to. */
final class LicenceLedger {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final InstantSource clock;

    LicenceLedger(Path root, InstantSource clock) {
        this.file = root.resolve("licences.jsonl");
        this.clock = clock;
    }

    boolean accepted(ModelManifest model) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return false;
        }
        return lines.stream().anyMatch(line -> matches(line, model));
    }

    private static boolean matches(String line, ModelManifest model) {
        try {
            Map<?, ?> entry = JSON.readValue(line, Map.class);
            return model.id().value().equals(entry.get("model"))
                    && model.licence().id().equals(entry.get("licence"));
        } catch (JacksonException e) {
            // A line that was cut by a crash accepts nothing.
            return false;
        }
    }

    void accept(ModelManifest model, String who) throws IOException {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("model", model.id().value());
        entry.put("licence", model.licence().id());
        entry.put("text", model.licence().text().toString());
        entry.put("by", who);
        entry.put("at", clock.instant().toString());
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "\n" + JSON.writeValueAsString(entry) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
    }
}
