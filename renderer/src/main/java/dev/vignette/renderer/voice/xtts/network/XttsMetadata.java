package dev.vignette.renderer.voice.xtts.network;

import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has to be known of converted networks beside their files: {@code metadata.json}.
 *
 * @param format of the directory; {@value #FORMAT}
 * @param standIn whether the weights are made up
 * @param source a sum over the checkpoint's tables: other weights, other sound
 * @param layers of the transformer
 * @param heads of its attention
 * @param width of its vectors
 * @param latents vectors that condition it
 * @param voiceWidth numbers of a speaker embedding
 * @param melBands of the conditioning spectra
 * @param startAudio code that begins speech
 * @param stopAudio code that ends it
 * @param sampling how codes are drawn
 * @param conditioningSeconds how much of a sample conditions the transformer
 * @param chunkSeconds pieces in which it is looked at
 */
public record XttsMetadata(
        int format,
        boolean standIn,
        String source,
        int layers,
        int heads,
        int width,
        int latents,
        int voiceWidth,
        int melBands,
        int startAudio,
        int stopAudio,
        Sampling sampling,
        double conditioningSeconds,
        double chunkSeconds) {
    /** The layout that this code writes and reads. */
    public static final int FORMAT = 1;

    static final String FILE = "metadata.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final int MOST_BYTES = 100_000;

    /**
     * How a code is drawn from the scores of all.
     *
     * @param temperature that scores are divided by, above 0
     * @param topK how many of the best are drawn from
     * @param topP share of the probability that is drawn from
     * @param repetitionPenalty what scores of codes that were there already lose, from 1
     */
    public record Sampling(double temperature, int topK, double topP, double repetitionPenalty) {
        public Sampling {
            if (!(temperature > 0) || topK < 1 || !(topP > 0 && topP <= 1) || !(repetitionPenalty >= 1)) {
                throw new IllegalArgumentException("Codes cannot be drawn by temperature " + temperature + ", top-k "
                        + topK + ", top-p " + topP + " and repetition penalty " + repetitionPenalty + ".");
            }
        }
    }

    /** @throws InferenceException if there is none, or it is of another layout */
    static XttsMetadata read(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw new InferenceException(
                        "There is no " + file + ". Convert the model first: vignette models convert xtts");
            }
            XttsMetadata metadata = JSON.readValue(Files.readAllBytes(file), XttsMetadata.class);
            if (metadata.format != FORMAT) {
                throw new InferenceException("The networks in " + directory + " were converted by another version."
                        + " Convert the model again: vignette models convert xtts");
            }
            return metadata;
        } catch (IOException | JacksonException e) {
            throw new InferenceException(
                    "The file " + file + " cannot be read. Convert the model again: vignette models convert xtts", e);
        }
    }

    /** Writes it into a directory. */
    public void write(Path directory) throws IOException {
        Files.write(directory.resolve(FILE), JSON.writeValueAsBytes(this));
    }
}
