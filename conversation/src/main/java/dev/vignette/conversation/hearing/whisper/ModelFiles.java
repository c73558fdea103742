package dev.vignette.conversation.hearing.whisper;

import dev.vignette.conversation.hearing.HearingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A directory laid out like a published model: settings and vocabulary at its root, networks in {@code onnx}. */
record ModelFiles(Path directory) {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** The largest published file of text has 4 MB. */
    private static final long MOST_TEXT = 64_000_000;

    Optional<JsonNode> json(String name) {
        return text(name).map(text -> {
            try {
                return JSON.readTree(text);
            } catch (JacksonException e) {
                throw unusable(name + " is damaged (" + e.getOriginalMessage() + ")", e);
            }
        });
    }

    JsonNode requiredJson(String name) {
        return json(name).orElseThrow(() -> unusable(name + " is missing", null));
    }

    Optional<String> text(String name) {
        Path file = directory.resolve(name);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > MOST_TEXT) {
                throw unusable(name + " is far too large", null);
            }
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unusable(name + " cannot be read (" + e + ")", e);
        }
    }

    /**
     * A network in the first precision that is there.
     *
     * @param stem of the file name, such as {@code encoder_model}
     * @param suffixes of precisions, the preferred one first; empty for full precision
     */
    Optional<Path> network(String stem, List<String> suffixes) {
        return suffixes.stream()
                .map(suffix -> directory.resolve("onnx").resolve(stem + suffix + ".onnx"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** What is wrong, as the rest of a sentence that begins with the model. */
    HearingException unusable(String what, @Nullable Throwable cause) {
        return new HearingException(
                HearingException.Reason.UNUSABLE_MODEL,
                "The Whisper model in " + directory + " cannot be used: " + what
                        + "; pull it again, or choose another.",
                cause);
    }
}
