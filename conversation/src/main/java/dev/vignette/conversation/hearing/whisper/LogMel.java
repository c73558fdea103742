package dev.vignette.conversation.hearing.whisper;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whisper's view of sound: the logarithm of mel-band powers of 25 ms frames (400 samples, periodic Hann) every 10 ms, made for
 * one window at a time (30 s in all published models) and normalised over that window. A shorter sound is padded with zeros. Stateless; safe for
 * several threads; frames are shared out over the processors.
 */
final class LogMel {
    /** Samples per second that Whisper hears. */
    static final int HERTZ = 16_000;
    /** Samples from frame to frame. */
    static final int HOP = 160;
    /** Frames of the window of 30 s that all published models have. */
    static final int PUBLISHED_FRAMES = 3_000;

    private static final int HALF = FrameTransform.SIZE / 2;
    private static final double FLOOR = 1e-10;
    private static final float FLOOR_LOG = -10;
    /** Nothing is kept that is more than eight decades of power below the loudest. */
    private static final float DECADES = 8;
    /** Frames that one task does: enough to be worth handing over. */
    private static final int TASK = 250;

    private final MelFilters filters;
    private final int windowFrames;
    private final double[] hann = new double[FrameTransform.SIZE];

    /**
     * @param bands 80, or 128 for large-v3 and its kin
     * @param frames of one window
     */
    LogMel(int bands, int frames) {
        windowFrames = frames;
        filters = MelFilters.of(bands);
        for (int i = 0; i < hann.length; i++) {
            hann[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / FrameTransform.SIZE);
        }
    }

    int bands() {
        return filters.bands();
    }

    int windowFrames() {
        return windowFrames;
    }

    int windowSamples() {
        return windowFrames * HOP;
    }

    /**
     * Features of one window, [bands][windowFrames] in row-major order, about −1…1.5.
     *
     * @param samples mono at 16 kHz in −1…1; what is beyond the window is not looked at
     */
    float[] window(float[] samples) {
        int length = Math.min(samples.length, windowSamples());
        // Beyond this frame there is only padding.
        int sounding = Math.min(windowFrames, (length + HALF) / HOP + 1);
        float[] features = new float[filters.bands() * windowFrames];
        int tasks = (sounding + TASK - 1) / TASK;
        IntStream.range(0, tasks)
                .parallel()
                .forEach(task -> frames(samples, length, task * TASK, Math.min(sounding, (task + 1) * TASK), features));
        normalise(features, sounding);
        return features;
    }

    private void frames(float[] samples, int length, int from, int to, float[] features) {
        FrameTransform transform = new FrameTransform();
        double[] power1 = new double[FrameTransform.BINS];
        double[] power2 = new double[FrameTransform.BINS];
        for (int frame = from; frame < to; frame += 2) {
            load(samples, length, frame, transform.first());
            load(samples, length, frame + 1, transform.second());
            transform.powers(power1, power2);
            boolean both = frame + 1 < to;
            for (int band = 0; band < filters.bands(); band++) {
                int bin = filters.first()[band];
                double sum1 = 0;
                double sum2 = 0;
                for (double weight : filters.weights()[band]) {
                    sum1 += weight * power1[bin];
                    sum2 += weight * power2[bin];
                    bin++;
                }
                int at = band * windowFrames + frame;
                features[at] = (float) Math.log10(Math.max(FLOOR, sum1));
                if (both) {
                    features[at + 1] = (float) Math.log10(Math.max(FLOOR, sum2));
                }
            }
        }
    }

    /** One windowed frame of the padded window; the ends are mirrored without repeating the edge sample. */
    private void load(float[] samples, int length, int frame, double[] into) {
        int start = frame * HOP - HALF;
        if (start >= 0 && start + FrameTransform.SIZE <= length) {
            for (int i = 0; i < FrameTransform.SIZE; i++) {
                into[i] = hann[i] * samples[start + i];
            }
            return;
        }
        for (int i = 0; i < FrameTransform.SIZE; i++) {
            int at = Math.abs(start + i);
            if (at >= windowSamples()) {
                at = 2 * (windowSamples() - 1) - at;
            }
            into[i] = at < length ? hann[i] * samples[at] : 0;
        }
    }

    private void normalise(float[] features, int sounding) {
        float loudest = FLOOR_LOG;
        for (int band = 0; band < filters.bands(); band++) {
            int row = band * windowFrames;
            for (int i = row; i < row + sounding; i++) {
                loudest = Math.max(loudest, features[i]);
            }
        }
        float lowest = loudest - DECADES;
        float padding = (Math.max(FLOOR_LOG, lowest) + 4) / 4;
        for (int band = 0; band < filters.bands(); band++) {
            int row = band * windowFrames;
            for (int i = row; i < row + sounding; i++) {
                features[i] = (Math.max(features[i], lowest) + 4) / 4;
            }
            Arrays.fill(features, row + sounding, row + windowFrames, padding);
        }
    }
}
