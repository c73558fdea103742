package dev.vignette.renderer.voice.qwen.model;

/**
 * The shape of a stack of transformer layers.
 *
 * @param width of the hidden states
 * @param heads of the queries; {@code keyValueHeads} of them share keys and values each
 * @param headSize width of a head
 * @param inner width between the linear layers of the feed-forward part
 * @param theta base of the rotary positions
 * @param epsilon of the norms
 */
public record DecoderShape(
        int width, int layers, int heads, int keyValueHeads, int headSize, int inner, double theta, double epsilon) {

    /** How many heads of the queries share a head of the keys. */
    public int group() {
        return heads / keyValueHeads;
    }

    /** Width of all heads of the queries together. */
    public int queries() {
        return heads * headSize;
    }

    /** Width of all heads of the keys together. */
    public int keys() {
        return keyValueHeads * headSize;
    }
}
