package dev.vignette.renderer.voice.espeak;

import dev.vignette.media.Language;
import dev.vignette.media.signal.GraphicEqualizer;
import dev.vignette.media.signal.Levels;
import dev.vignette.media.signal.Ltas;
import dev.vignette.media.signal.PitchTrack;
import dev.vignette.media.signal.SyllableRate;
import dev.vignette.media.sound.Loudness;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.voice.Timbre;
import dev.vignette.renderer.voice.espeak.VoicePlan.Bend;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the plan for a timbre by letting the base voice speak its passage and measuring that: first espeak-ng's own
 * settings of pace, range and pitch, then what PSOLA and the equalizer have to add. It depends on nothing but the timbre, the
 * language and the espeak-ng installed, so the same arguments give the same plan. Takes some 200 ms; plans are kept.
 */
final class Calibration {
    private static final int KEPT_PLANS = 256;
    private static final int SLOWEST = 130;
    private static final int FASTEST = 210;
    private static final int USUAL = 175;
    private static final int USUAL_RANGE = 50;
    /** Wider than this espeak-ng's intonation turns into singing. */
    private static final int WIDEST_RANGE = 85;

    private static final int PITCH_STEPS = 3;
    /** What one step of espeak-ng's pitch is worth, nearly. */
    private static final double SEMITONES_PER_STEP = 0.17;
    /** PSOLA does the rest, unnoticed. */
    private static final double CLOSE_SEMITONES = 0.6;

    private static final double MOST_SPREAD = 1.6;
    private static final double MOST_GAIN_DB = 12;
    private static final int EQUALIZER_ROUNDS = 2;
    private static final double TARGET_LUFS = -20;

    private record Key(Language language, Timbre timbre) {}

    /** The passage as espeak-ng spoke it, phrase by phrase as in use. */
    private record Measure(List<Pcm> phrases, Pcm sound, PitchTrack track) {
        static Measure of(List<Pcm> phrases) {
            Pcm sound = joined(phrases);
            return new Measure(phrases, sound, PitchTrack.of(sound));
        }

        Pcm treated(VoicePlan plan) {
            return joined(phrases.stream().map(plan::treat).toList());
        }

        private static Pcm joined(List<Pcm> phrases) {
            return phrases.stream().reduce(Pcm.silence(Duration.ZERO, SampleRate.HZ_22050), Pcm::plus);
        }
    }

    private final Function<Utterance.Request, Utterance> espeak;
    private final Map<Key, VoicePlan> plans;

    Calibration(Function<Utterance.Request, Utterance> espeak) {
        this.espeak = espeak;
        plans = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, VoicePlan> eldest) {
                return size() > KEPT_PLANS;
            }
        };
    }

    VoicePlan plan(Language language, Timbre timbre) {
        Key key = new Key(language, timbre);
        synchronized (plans) {
            VoicePlan known = plans.get(key);
            if (known != null) {
                return known;
            }
        }
        // Outside the lock: two threads may find the same plan, and it is the same.
        VoicePlan plan = find(BaseVoice.nearest(language, timbre.medianF0()), timbre);
        synchronized (plans) {
            plans.put(key, plan);
        }
        return plan;
    }

    private VoicePlan find(BaseVoice base, Timbre timbre) {
        int guess = set(50 + semitones(base.middle(), timbre.medianF0()) / SEMITONES_PER_STEP);
        VoicePlan first = new VoicePlan(base, USUAL, guess, USUAL_RANGE, null, null, 1);
        VoicePlan spoken = nearestPitch(paced(first, measure(first), timbre), timbre.medianF0());
        Measure raw = measure(spoken);
        VoicePlan bent = spoken.with(bend(raw, spoken, timbre), null, 1);
        GraphicEqualizer equalizer = timbre.ltas().isEmpty() ? null : equalizer(raw, bent, timbre);
        VoicePlan coloured = bent.with(bent.bend(), equalizer, 1);
        double loudness = Loudness.integrated(raw.treated(coloured));
        return coloured.with(coloured.bend(), equalizer, Levels.amplitude(TARGET_LUFS - loudness));
    }

    /** With the pace and the range of intonation that {@code timbre} has where {@code usual} had what was measured. */
    private static VoicePlan paced(VoicePlan usual, Measure measure, Timbre timbre) {
        double pace = timbre.syllablesPerSecond() / Math.max(1, SyllableRate.of(measure.sound(), measure.track()));
        double lively = timbre.f0Deviation() / Math.max(0.01, measure.track().deviation());
        return new VoicePlan(
                usual.base(),
                Math.clamp(Math.round(USUAL * pace), SLOWEST, FASTEST),
                usual.pitch(),
                Math.clamp(Math.round(USUAL_RANGE * lively), usual.base().minRange(), WIDEST_RANGE),
                null,
                null,
                1);
    }

    /** Steps towards the wanted F0 on espeak-ng's pitch setting, which raises ln F0 almost evenly. */
    private VoicePlan nearestPitch(VoicePlan start, double hertz) {
        VoicePlan here = start;
        for (int step = 0; step < PITCH_STEPS; step++) {
            double left = semitones(measure(here).track().median(), hertz);
            int next = set(here.pitch() + left / SEMITONES_PER_STEP);
            if (Math.abs(left) < CLOSE_SEMITONES || next == here.pitch()) {
                break;
            }
            here = new VoicePlan(start.base(), start.wordsPerMinute(), next, start.range(), null, null, 1);
        }
        return here;
    }

    private static int set(double pitch) {
        return Math.clamp(Math.round(pitch), 0, 99);
    }

    private static double semitones(double from, double to) {
        return 12 * StrictMath.log(to / Math.max(1, from)) / StrictMath.log(2);
    }

    /** The bend that the passage needs, corrected once by what came of it. */
    private static Bend bend(Measure raw, VoicePlan plan, Timbre timbre) {
        double from = raw.track().median();
        double deviation = Math.max(0.01, raw.track().deviation());
        double spread = Math.clamp(timbre.f0Deviation() / deviation, plan.base().minSpread(), MOST_SPREAD);
        Bend guess = new Bend(from, timbre.medianF0(), spread);
        PitchTrack got = PitchTrack.of(raw.treated(plan.with(guess, null, 1)));
        double level = Math.clamp(timbre.medianF0() / Math.max(1, got.median()), 0.97, 1.015);
        double width = Math.clamp(timbre.f0Deviation() / Math.max(0.01, got.deviation()), 0.8, 1.25);
        return new Bend(
                from,
                timbre.medianF0() * level,
                Math.clamp(spread * width, plan.base().minSpread(), MOST_SPREAD));
    }

    /** Difference of the long-term spectra, smoothed over three bands; a second round makes up for what smoothing lost. */
    private static GraphicEqualizer equalizer(Measure raw, VoicePlan bent, Timbre timbre) {
        Pcm plain = raw.treated(bent);
        double[] gains = new double[Ltas.BANDS];
        GraphicEqualizer equalizer = new GraphicEqualizer(gains, plain.rate());
        for (int round = 0; round < EQUALIZER_ROUNDS; round++) {
            // What is voiced, and when, is what it was before.
            double[] has = Ltas.of(equalizer.apply(plain), raw.track()).decibels();
            double mean = 0;
            for (int band = 0; band < Ltas.BANDS; band++) {
                double sum = 0;
                int count = 0;
                for (int near = Math.max(0, band - 1); near <= Math.min(Ltas.BANDS - 1, band + 1); near++) {
                    int weight = near == band ? 2 : 1;
                    sum += weight * (timbre.ltas().get(near) - has[near]);
                    count += weight;
                }
                gains[band] += sum / count;
                mean += gains[band] / Ltas.BANDS;
            }
            for (int band = 0; band < Ltas.BANDS; band++) {
                gains[band] = Math.clamp(gains[band] - mean, -MOST_GAIN_DB, MOST_GAIN_DB);
            }
            equalizer = new GraphicEqualizer(gains, plain.rate());
        }
        return equalizer;
    }

    private Measure measure(VoicePlan plan) {
        return Measure.of(plan.base().passage().stream()
                .map(phrase -> espeak.apply(plan.request(phrase)).sound())
                .toList());
    }
}
