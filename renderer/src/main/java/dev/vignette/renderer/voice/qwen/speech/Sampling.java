package dev.vignette.renderer.voice.qwen.speech;

/**
 * How codes are drawn.
 *
 * @param temperature of all codebooks; lower is steadier, 0.9 is what the model was published with
 * @param topK so many of the likeliest are drawn from
 * @param topP of those, as many as have this share together; 1 for all
 * @param repetitionPenalty of codebook 0, on what was said before in the sentence
 */
public record Sampling(double temperature, int topK, double topP, double repetitionPenalty) {
    /** As published. */
    public static final Sampling PUBLISHED = new Sampling(0.9, 50, 1, 1.05);

    public Sampling {
        if (!(temperature > 0.05 && temperature <= 2)
                || topK < 1
                || !(topP > 0 && topP <= 1)
                || repetitionPenalty < 1) {
            throw new IllegalArgumentException("Nothing can be drawn by a temperature of " + temperature + ", top-k "
                    + topK + ", top-p " + topP + " and a penalty of " + repetitionPenalty + ".");
        }
    }
}
