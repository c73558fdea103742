package dev.vignette.renderer.face.motion;

import dev.vignette.renderer.face.motion.Articulation.Manner;
import dev.vignette.renderer.voice.TimedPhoneme;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds {@link Cue}s: stress as the phonemes mark it, or peaks of loudness where there are none, and the ends of phrases
 * by their silence. Looks at every hop once, in order.
 */
final class Prosody {
    /** Cues are told this many seconds before they happen, so that a nod can begin before its syllable. */
    static final double AHEAD = 0.11;
    /** A peak is the loudest hop among this many to each side. */
    private static final int PEAK_HOPS = 5;
    /** Seconds after a moment that its cues depend on. */
    static final double SIGHT = AHEAD + PEAK_HOPS * Hearing.HOP + Hearing.SIGHT;

    /** Loudness, of the loudest, above which somebody speaks. */
    private static final double VOICE = 0.08;

    private static final double PEAK = 0.5;
    private static final int PEAKS_APART_HOPS = 25;
    private static final int PHRASE_HOPS = 30;
    private static final int PAUSE_HOPS = 12;
    /** Time constant of {@link #speaking}, as the frequency of a spring in rad/s. */
    private static final double EASE = 9;

    private final Hearing hearing;
    private final Deque<TimedPhoneme> coming = new ArrayDeque<>();
    private final Spring speaking = new Spring(EASE, Hearing.HOP, 0);
    private int hop;
    private double phonemesUntil;
    private boolean inStress;
    private int lastPeak = -PEAKS_APART_HOPS;
    private int voiced;
    private int silent;

    Prosody(Hearing hearing) {
        this.hearing = hearing;
    }

    void hear(List<TimedPhoneme> phonemes) {
        coming.addAll(phonemes);
    }

    /** The cues that happen until {@code seconds} + {@link #AHEAD} and were not told yet. */
    List<Cue> until(double seconds) {
        List<Cue> cues = new ArrayList<>(1);
        for (; hop * Hearing.HOP <= seconds + AHEAD; hop++) {
            double loudness = hearing.hop(hop).loudness();
            phonemes(cues);
            if (hop * Hearing.HOP >= phonemesUntil) {
                peak(loudness, cues);
            }
            pause(loudness, cues);
            speaking.towards(loudness > VOICE ? 1 : 0);
        }
        return cues;
    }

    /** How far somebody speaks about now, 0…1, easing in and out over a few tenths of a second. */
    double speaking() {
        return speaking.position();
    }

    private void phonemes(List<Cue> cues) {
        while (!coming.isEmpty() && coming.getFirst().start() <= hop * Hearing.HOP) {
            TimedPhoneme phoneme = coming.removeFirst();
            phonemesUntil = Math.max(phonemesUntil, phoneme.end());
            boolean vowel = Ipa.articulations(phoneme.ipa()).stream().anyMatch(part -> part.manner() == Manner.VOWEL);
            if (vowel && phoneme.stress() && !inStress) {
                double loudness = hearing.hop(hop + PEAK_HOPS).loudness();
                cues.add(new Cue.Emphasis(phoneme.start(), loudness));
            }
            // Consonants after a stressed vowel belong to its syllable or to the next: the next vowel decides.
            inStress = phoneme.stress() && (vowel || inStress);
        }
    }

    private void peak(double loudness, List<Cue> cues) {
        if (loudness < PEAK || hop - lastPeak < PEAKS_APART_HOPS) {
            return;
        }
        for (int i = 1; i <= PEAK_HOPS; i++) {
            if (hearing.hop(hop + i).loudness() > loudness
                    || hearing.hop(hop - i).loudness() >= loudness) {
                return;
            }
        }
        lastPeak = hop;
        cues.add(new Cue.Emphasis(hop * Hearing.HOP, loudness));
    }

    private void pause(double loudness, List<Cue> cues) {
        if (loudness > VOICE) {
            voiced++;
            silent = 0;
        } else if (++silent == PAUSE_HOPS && voiced >= PHRASE_HOPS) {
            voiced = 0;
            cues.add(new Cue.PhraseEnd((hop - PAUSE_HOPS + 1) * Hearing.HOP));
        }
    }
}
