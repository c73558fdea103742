package dev.vignette.renderer.voice.enrolment;

import dev.vignette.media.signal.Levels;
import dev.vignette.media.signal.PitchTrack;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.voice.Timbre;
import dev.vignette.renderer.voice.TimbreAnalysis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Judges a voice sample before it is enrolled: speech present, long enough, not overdriven, quiet around it, one person. The
 * speaker model makes the last more certain, where it is installed. Safe to use from several threads.
 */
public final class SampleCheck {
    private static final double GOOD_SPEECH = 5;
    private static final double GOOD_DB = 20;
    private static final double LEAST_DB = 10;
    private static final double SPEECH_RANGE_DB = 30;
    /** Far enough from a syllable for neither its end nor the next one's beginning to count as noise. */
    private static final double GAP = 0.15;

    private final Supplier<Optional<SpeakerEncoder>> encoder;

    /** @param encoder asked at every sample; what it gives stays open; empty while there is no speaker model */
    public SampleCheck(Supplier<Optional<SpeakerEncoder>> encoder) {
        this.encoder = encoder;
    }

    /**
     * @param sample decoded, mono
     * @throws dev.vignette.renderer.voice.UnusableSampleException if it is silent, overdriven, too short or holds no voice; the message says how to
     *     record a better one
     */
    public SampleReport judge(Pcm sample) {
        Timbre timbre = TimbreAnalysis.of(sample);
        double[] levels = Levels.envelope(sample, PitchTrack.HOP, 0.025);
        boolean[] speech = speech(levels);
        double seconds = count(speech) * PitchTrack.HOP;
        double ratio = signalToNoise(levels, speech);
        List<SampleAdvice> advice = new ArrayList<>();
        if (ratio < LEAST_DB) {
            advice.add(SampleAdvice.TOO_NOISY);
        } else if (ratio < GOOD_DB) {
            advice.add(SampleAdvice.NOISY);
        }
        // Numbers of made-up weights would accuse people at random.
        SpeakerEncoder model = encoder.get().filter(it -> !it.standIn()).orElse(null);
        if (model != null) {
            if (new OneVoice(model).severalIn(sample, speech)) {
                advice.add(SampleAdvice.SEVERAL_SPEAKERS);
            }
        } else if (PitchGroups.twoIn(PitchTrack.of(sample))) {
            advice.add(SampleAdvice.PERHAPS_SEVERAL);
        }
        if (seconds < GOOD_SPEECH) {
            advice.add(SampleAdvice.SHORT);
        }
        advice.sort(Comparator.comparing((SampleAdvice one) -> !one.refused()));
        return new SampleReport(timbre, seconds, ratio, advice);
    }

    private static boolean[] speech(double[] levels) {
        double[] sorted = levels.clone();
        Arrays.sort(sorted);
        double loud = sorted[(int) (0.95 * (sorted.length - 1))];
        double quiet = sorted[(int) (0.05 * (sorted.length - 1))];
        double gate = Math.max(loud - SPEECH_RANGE_DB, (loud + quiet) / 2);
        boolean[] speech = new boolean[levels.length];
        for (int i = 0; i < levels.length; i++) {
            speech[i] = levels[i] > gate;
        }
        return speech;
    }

    /** Mean power of speech over the median power of what lies well between it. */
    private static double signalToNoise(double[] levels, boolean[] speech) {
        int gap = (int) Math.round(GAP / PitchTrack.HOP);
        List<Double> between = new ArrayList<>();
        double power = 0;
        for (int i = 0; i < levels.length; i++) {
            power += speech[i] ? Math.pow(10, levels[i] / 10) : 0;
            if (!near(speech, i, gap)) {
                between.add(levels[i]);
            }
        }
        if (between.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        between.sort(null);
        return 10 * Math.log10(power / Math.max(1, count(speech))) - between.get(between.size() / 2);
    }

    private static boolean near(boolean[] speech, int at, int gap) {
        for (int i = Math.max(0, at - gap); i <= Math.min(speech.length - 1, at + gap); i++) {
            if (speech[i]) {
                return true;
            }
        }
        return false;
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }
}
