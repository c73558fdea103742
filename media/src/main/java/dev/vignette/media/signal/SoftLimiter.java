package dev.vignette.media.signal;

import dev.vignette.media.sound.Pcm;

/** Gain followed by a curve that leaves quiet samples alone and bends the loud ones below full scale. */
public final class SoftLimiter {
    private static final double KNEE = 0.7;
    private static final double CEILING = 0.95;

    private SoftLimiter() {}

    /** {@code gain · x}, linear up to {@value #KNEE}, never beyond {@value #CEILING}; continuous with its slope. */
    public static Pcm apply(Pcm sound, double gain) {
        float[] x = sound.samples();
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            double v = gain * x[i];
            double size = Math.abs(v);
            if (size > KNEE) {
                double room = CEILING - KNEE;
                v = Math.signum(v) * (KNEE + room * StrictMath.tanh((size - KNEE) / room));
            }
            y[i] = (float) v;
        }
        return new Pcm(y, sound.rate());
    }
}
