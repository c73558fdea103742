package dev.vignette.renderer.face.ditto.source;

/** An angle of the head as the networks give it: 66 logits over bins of 3 degrees. Stateless. */
public final class PoseBins {
    public static final int BINS = 66;

    private PoseBins() {}

    /** The expected angle under the softmax of the logits, degrees. */
    public static float degrees(float[] logits) {
        float largest = logits[0];
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < BINS; i++) {
            double p = Math.exp(logits[i] - largest);
            sum += p;
            weighted += i * p;
        }
        return (float) (3 * (weighted / sum) - 97.5);
    }
}
