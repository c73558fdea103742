package dev.vignette.renderer.voice.espeak;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.TimedPhoneme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Joins what espeak-ng said in pieces to one stream with pauses of our own, and hands it on in chunks. */
final class SpeechFlow {
    /** Silence after the last word, seconds: a mouth needs time to close. */
    static final double CODA = 0.25;
    /** Between two scripts without punctuation, seconds. */
    static final double SEAM = 0.03;
    /** Between two scripts with punctuation, seconds. */
    static final double COMMA = 0.16;

    private static final double LEAD = 0.05;
    private static final double RING = 0.03;
    private static final double FADE = 0.004;
    private static final double LONGEST_CHUNK = 2.0;
    private static final double SHORTEST_CHUNK = 0.08;
    private static final double AUDIBLE_PAUSE = 0.015;

    private final SpeechSink sink;
    private final SampleRate rate;
    private float[] held;
    private int length;
    /** Sample of the utterance with which {@link #held} begins. */
    private long from;

    private final List<TimedPhoneme> phonemes = new ArrayList<>();

    SpeechFlow(SpeechSink sink, SampleRate rate) {
        this.sink = sink;
        this.rate = rate;
        held = new float[rate.hertz()];
        length = (int) Math.round(LEAD * rate.hertz());
        phonemes.add(new TimedPhoneme("", 0, now(), false));
    }

    private double now() {
        return (from + length) / (double) rate.hertz();
    }

    void pause(double seconds) {
        double start = now();
        grow((int) Math.round(seconds * rate.hertz()));
        addPause(start, now());
    }

    /** Adds the sound from its first phoneme to its last, with faded ends. */
    void say(List<TimedPhoneme> sounds, Pcm sound) {
        if (sounds.isEmpty()) {
            return;
        }
        int hertz = rate.hertz();
        int first = (int) Math.round(sounds.getFirst().start() * hertz);
        int last = Math.min(
                sound.samples().length, (int) Math.round((sounds.getLast().end() + RING) * hertz));
        float[] piece = Arrays.copyOfRange(sound.samples(), Math.min(first, last), last);
        fade(piece, (int) (FADE * hertz), (int) (RING * hertz));
        double offset = now() - first / (double) hertz;
        double heard = now();
        for (TimedPhoneme phoneme : sounds) {
            double start = Math.max(heard, phoneme.start() + offset);
            addPause(heard, start);
            heard = Math.max(start, phoneme.end() + offset);
            phonemes.add(new TimedPhoneme(phoneme.ipa(), start, heard, phoneme.stress()));
        }
        int at = length;
        grow(piece.length);
        System.arraycopy(piece, 0, held, at, piece.length);
    }

    private void addPause(double start, double end) {
        if (end - start >= AUDIBLE_PAUSE) {
            phonemes.add(new TimedPhoneme("", start, end, false));
        }
    }

    private static void fade(float[] piece, int in, int out) {
        for (int i = 0; i < Math.min(in, piece.length); i++) {
            piece[i] *= (float) i / in;
        }
        for (int i = 0; i < Math.min(out, piece.length); i++) {
            piece[piece.length - 1 - i] *= (float) i / out;
        }
    }

    private void grow(int samples) {
        if (length + samples > held.length) {
            held = Arrays.copyOf(held, Math.max(length + samples, 2 * held.length));
        }
        length += samples;
    }

    /** Hands on all that is held, evenly cut where it is long. */
    void handOn() {
        double seconds = length / (double) rate.hertz();
        if (seconds < SHORTEST_CHUNK) {
            return;
        }
        int pieces = (int) Math.ceil(seconds / LONGEST_CHUNK);
        int at = 0;
        int phoneme = 0;
        for (int piece = 1; piece <= pieces; piece++) {
            int to = (int) ((long) length * piece / pieces);
            double end = (from + to) / (double) rate.hertz();
            int begun = phoneme;
            while (phoneme < phonemes.size()
                    && (piece == pieces || phonemes.get(phoneme).start() < end)) {
                phoneme++;
            }
            sink.accept(
                    new SpeechChunk(new Pcm(Arrays.copyOfRange(held, at, to), rate), phonemes.subList(begun, phoneme)));
            at = to;
        }
        from += length;
        length = 0;
        Arrays.fill(held, 0);
        phonemes.clear();
    }
}
