package dev.vignette.renderer.voice.xtts.convert;

import dev.vignette.inference.checkpoint.CheckpointException;
import dev.vignette.renderer.voice.xtts.network.XttsMetadata.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of the published {@code config.json} is needed.
 *
 * @param heads of the transformer's and the conditioning encoder's attention
 * @param startAudio code that begins speech
 * @param stopAudio code that ends it
 * @param sampling how codes are drawn
 * @param conditioningSeconds how much of a sample is looked at
 * @param chunkSeconds in pieces of this length
 */
record XttsConfiguration(
        int heads, int startAudio, int stopAudio, Sampling sampling, double conditioningSeconds, double chunkSeconds) {
    private static final int MOST_BYTES = 1_000_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @throws CheckpointException if the file is missing or broken, or does not belong to weights of these sizes */
    static XttsConfiguration read(Path file, XttsSizes sizes) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw new CheckpointException(
                        "There is no " + file + ". Put it beside model.pth, where coqui/XTTS-v2 has it.");
            }
            return read(file, JSON.readTree(Files.readAllBytes(file)), sizes);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new CheckpointException(
                    "The file " + file + " cannot be used: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("it is broken")
                            + ". Get it anew from coqui/XTTS-v2.",
                    e);
        }
    }

    private static XttsConfiguration read(Path file, JsonNode root, XttsSizes sizes) {
        JsonNode model = root.path("model_args");
        XttsConfiguration read = new XttsConfiguration(
                model.path("gpt_n_heads").asInt(16),
                model.path("gpt_start_audio_token").asInt(1024),
                model.path("gpt_stop_audio_token").asInt(1025),
                new Sampling(
                        root.path("temperature").asDouble(0.75),
                        root.path("top_k").asInt(50),
                        root.path("top_p").asDouble(0.85),
                        root.path("repetition_penalty").asDouble(5)),
                root.path("gpt_cond_len").asDouble(30),
                root.path("gpt_cond_chunk_len").asDouble(4));
        boolean fits = read.heads > 0
                && sizes.width() % read.heads == 0
                && read.startAudio >= 0
                && read.startAudio < sizes.audioTokens()
                && read.stopAudio >= 0
                && read.stopAudio < sizes.audioTokens()
                && read.chunkSeconds >= 0.5
                && read.chunkSeconds <= 30
                && read.conditioningSeconds >= read.chunkSeconds
                && read.conditioningSeconds <= 600;
        if (!fits) {
            throw new CheckpointException("The file " + file
                    + " does not belong to the weights beside it. Get both anew" + " from the same source.");
        }
        return read;
    }
}
