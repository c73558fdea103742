package dev.vignette.renderer.face.motion;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.TimedPhoneme;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Speech put together from phonemes by a crude formant synthesiser: voiced sounds are pulses through two resonances,
 * hisses are noise, stops are silent. Crude in sound, exact in time, loudness and rough spectrum, which is what a face
 * needs.
 */
public final class SyntheticSpeech {
    private static final double F0 = 120;

    private final SampleRate rate;
    private final List<TimedPhoneme> phonemes = new ArrayList<>();
    private final List<float[]> parts = new ArrayList<>();
    private final SplittableRandom noise = new SplittableRandom(4711);
    private double seconds;
    private int length;

    public SyntheticSpeech(SampleRate rate) {
        this.rate = rate;
    }

    /** Appends one phoneme of {@code duration} seconds with a raised-cosine loudness up to {@code level}. */
    public SyntheticSpeech say(String ipa, double duration, double level, boolean stress) {
        phonemes.add(new TimedPhoneme(ipa, seconds, seconds + duration, stress));
        return sound(ipa, duration, level);
    }

    /** Appends silence that no phoneme covers. */
    public SyntheticSpeech pause(double duration) {
        return sound("", duration, 0);
    }

    private SyntheticSpeech sound(String ipa, double duration, double level) {
        seconds += duration;
        int samples = (int) Math.round(seconds * rate.hertz()) - length;
        float[] part = new float[samples];
        Spectrum spectrum = Spectrum.of(ipa);
        Resonance first = new Resonance(spectrum.first(), 90, rate.hertz());
        Resonance second = new Resonance(spectrum.second(), 120, rate.hertz());
        double phase = 0;
        for (int i = 0; i < samples; i++) {
            phase += F0 / rate.hertz();
            double pulse = phase >= 1 ? 1 : 0;
            phase -= Math.floor(phase);
            double hiss = noise.nextDouble() - 0.5;
            double source = spectrum.hiss() ? hiss : 6 * pulse + 0.02 * hiss;
            double sample =
                    spectrum.hiss() ? hiss - second.pass(hiss) * 0.2 : first.pass(source) + 0.5 * second.pass(source);
            part[i] = (float) (level * spectrum.gain() * window(i, samples) * sample);
        }
        parts.add(part);
        length += samples;
        return this;
    }

    /** All of it. */
    public SpeechChunk whole() {
        float[] samples = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, samples, at, part.length);
            at += part.length;
        }
        return new SpeechChunk(new Pcm(samples, rate), phonemes);
    }

    /** The same speech from a voice that does not know phonemes. */
    public SpeechChunk soundOnly() {
        return new SpeechChunk(whole().sound(), List.of());
    }

    /** Cuts {@code speech} at {@code cuts} (sample positions, ascending); phonemes go where they begin. */
    public static List<SpeechChunk> cut(SpeechChunk speech, List<Integer> cuts) {
        List<SpeechChunk> chunks = new ArrayList<>();
        int from = 0;
        List<Integer> ends = new ArrayList<>(cuts);
        ends.add(speech.sound().samples().length);
        for (int end : ends) {
            double begin = from / (double) speech.sound().rate().hertz();
            boolean last = chunks.size() == ends.size() - 1;
            double until = last
                    ? Double.POSITIVE_INFINITY
                    : end / (double) speech.sound().rate().hertz();
            List<TimedPhoneme> begun = speech.phonemes().stream()
                    .filter(phoneme -> phoneme.start() >= begin && phoneme.start() < until)
                    .toList();
            chunks.add(new SpeechChunk(speech.sound().slice(from, end), begun));
            from = end;
        }
        return chunks;
    }

    /** Root mean square of {@code sound} in each frame. */
    public static double[] envelope(Pcm sound, int framesPerSecond, int frames) {
        double[] envelope = new double[frames];
        for (int frame = 0; frame < frames; frame++) {
            int from = (int) ((long) frame * sound.rate().hertz() / framesPerSecond);
            int to = (int) ((frame + 1L) * sound.rate().hertz() / framesPerSecond);
            envelope[frame] = sound.slice(from, to).rms();
        }
        return envelope;
    }

    /** Syllables of a consonant and a vowel at varying pace and loudness, with a pause after every eighth. */
    public static SyntheticSpeech babble(SampleRate rate, int syllables, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] consonants = {"m", "b", "t", "k", "s", "l", "f", "d", "n", "p"};
        String[] vowels = {"ɑː", "ɛ", "iː", "oʊ", "uː", "a", "æ", "aɪ"};
        SyntheticSpeech speech = new SyntheticSpeech(rate).pause(0.15);
        for (int i = 0; i < syllables; i++) {
            boolean stress = random.nextInt(3) == 0;
            double level = stress ? 1 : 0.35 + 0.4 * random.nextDouble();
            speech.say(consonants[random.nextInt(consonants.length)], 0.05 + 0.04 * random.nextDouble(), level, stress);
            speech.say(vowels[random.nextInt(vowels.length)], 0.09 + 0.12 * random.nextDouble(), level, stress);
            if (i % 8 == 7) {
                speech.pause(0.35);
            }
        }
        return speech.pause(0.25);
    }

    private static double window(int i, int samples) {
        double edge = Math.min(1, Math.min(i + 0.5, samples - i - 0.5) / (0.35 * samples));
        return 0.5 - 0.5 * Math.cos(Math.PI * edge);
    }

    /** Two formants in hertz. */
    private record Spectrum(double first, double second, boolean hiss, double gain) {
        static Spectrum of(String ipa) {
            return switch (ipa) {
                case "", "p", "t", "k" -> new Spectrum(500, 1500, false, 0);
                case "b", "d", "ɡ" -> new Spectrum(200, 1000, false, 0.03);
                case "m", "n" -> new Spectrum(250, 1100, false, 0.15);
                case "l" -> new Spectrum(350, 1200, false, 0.3);
                case "s" -> new Spectrum(500, 1500, true, 0.15);
                case "f" -> new Spectrum(500, 1500, true, 0.06);
                case "iː", "ɪ" -> new Spectrum(300, 2300, false, 0.6);
                case "ɛ" -> new Spectrum(550, 1800, false, 0.9);
                case "uː" -> new Spectrum(310, 800, false, 0.6);
                case "oʊ" -> new Spectrum(480, 900, false, 0.85);
                default -> new Spectrum(720, 1200, false, 1);
            };
        }
    }

    /** A two-pole resonator with unit gain at 0 Hz (Klatt 1980). */
    private static final class Resonance {
        private final double a;
        private final double b;
        private final double c;
        private double before;
        private double twoBefore;

        Resonance(double frequency, double bandwidth, int hertz) {
            c = -Math.exp(-2 * Math.PI * bandwidth / hertz);
            b = 2 * Math.exp(-Math.PI * bandwidth / hertz) * Math.cos(2 * Math.PI * frequency / hertz);
            a = 1 - b - c;
        }

        double pass(double in) {
            double out = a * in + b * before + c * twoBefore;
            twoBefore = before;
            before = out;
            return out;
        }
    }
}
