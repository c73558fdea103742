package dev.vignette.renderer.voice.enrolment;

import java.util.List;

/** A voice as a direction in the space of one speaker model. Only embeddings of the same model can be compared. Immutable. */
public final class SpeakerEmbedding {
    private final float[] unit;

    /** @param values of any length but zero, finite */
    SpeakerEmbedding(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        if (!(sum > 0) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException("An embedding must have a direction.");
        }
        unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values[i] / Math.sqrt(sum));
        }
    }

    public int dimensions() {
        return unit.length;
    }

    /** Cosine of the angle between both, −1…1; above about 0.4 by CAM++ it is the same person. */
    public double similarity(SpeakerEmbedding other) {
        if (other.unit.length != unit.length) {
            throw new IllegalArgumentException("Embeddings of different models cannot be compared.");
        }
        double sum = 0;
        for (int i = 0; i < unit.length; i++) {
            sum += (double) unit[i] * other.unit[i];
        }
        return sum;
    }

    /** The direction between several of the same person. */
    public static SpeakerEmbedding mean(List<SpeakerEmbedding> embeddings) {
        float[] sum = new float[embeddings.getFirst().unit.length];
        for (SpeakerEmbedding one : embeddings) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one.unit[i];
            }
        }
        return new SpeakerEmbedding(sum);
    }
}
