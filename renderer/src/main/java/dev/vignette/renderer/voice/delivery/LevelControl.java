package dev.vignette.renderer.voice.delivery;

import dev.vignette.media.signal.Levels;
import dev.vignette.media.signal.SoftLimiter;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.RunningLoudness;
import dev.vignette.media.sound.SampleRate;

/**
 * Brings speech to {@value #TARGET_LUFS} LUFS while it comes in: the gain follows what was heard so far (ITU-R BS.1770
 * integrated loudness), so slowly that nobody hears it move, and peaks are bent below full scale. The result depends on the
 * samples only, not on the pieces in which they come. For one thread.
 */
final class LevelControl {
    /** As loud as all our voices. */
    static final double TARGET_LUFS = -20;

    private static final double MOST_DB = 18;
    /** While little was heard a better estimate is worth a quicker change. */
    private static final double FIRST_DB_PER_SECOND = 10;

    private static final double LATER_DB_PER_SECOND = 2;
    private static final double FIRST_SECONDS = 1.5;
    private static final double STEP_SECONDS = 0.1;

    private final SampleRate rate;
    private final RunningLoudness loudness;
    private final int step;
    private double gainDb;
    private double slope;
    /** What the gain multiplies by, and what that is multiplied by from sample to sample. */
    private double factor;

    private double growth = 1;
    private long position;

    /** @param expectedLufs how loud the engine is, as a rule: what the gain is at first */
    LevelControl(SampleRate rate, double expectedLufs) {
        this.rate = rate;
        loudness = new RunningLoudness(rate);
        step = (int) Math.round(STEP_SECONDS * rate.hertz());
        set(gain(expectedLufs));
    }

    private void set(double decibels) {
        gainDb = decibels;
        factor = Levels.amplitude(decibels);
    }

    private static double gain(double lufs) {
        return Math.clamp(TARGET_LUFS - lufs, -MOST_DB, MOST_DB);
    }

    /** Sets the gain to what {@code coming} needs, if nothing was heard yet. */
    void expect(Pcm coming) {
        if (position == 0) {
            RunningLoudness ahead = new RunningLoudness(rate);
            ahead.hear(coming.samples());
            double lufs = ahead.integrated();
            if (Double.isFinite(lufs)) {
                set(gain(lufs));
            }
        }
    }

    float[] apply(float[] in) {
        float[] out = new float[in.length];
        float[] one = new float[1];
        for (int i = 0; i < in.length; i++) {
            one[0] = in[i];
            loudness.hear(one);
            out[i] = (float) (in[i] * factor);
            factor *= growth;
            if (++position % step == 0) {
                aim();
            }
        }
        return SoftLimiter.apply(new Pcm(out, rate), 1).samples();
    }

    private void aim() {
        // Anew at each step, so that what rounding did to the factor does not add up.
        set(gainDb + slope * step);
        double lufs = loudness.integrated();
        double wanted = Double.isFinite(lufs) ? gain(lufs) : gainDb;
        double seconds = position / (double) rate.hertz();
        double most = (seconds < FIRST_SECONDS ? FIRST_DB_PER_SECOND : LATER_DB_PER_SECOND) * STEP_SECONDS;
        slope = Math.clamp(wanted - gainDb, -most, most) / step;
        growth = Levels.amplitude(slope);
    }
}
