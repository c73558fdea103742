package dev.vignette.renderer.face.motion;

import dev.vignette.renderer.face.motion.Expression.Mouth;
import java.util.List;

/**
 * The fifteen mouth shapes that speech is commonly reduced to (the set of MPEG-4 part 2, annex C, as extended by Oculus
 * LipSync), each with the mouth that it aims at and how strongly it insists on each parameter. What a viseme does not
 * insist on is left to its neighbours: "s" hides nothing of the rounding of "oo", "p" always closes the lips.
 */
@SuppressWarnings(
        "ImmutableEnumChecker") // A record of doubles is immutable; the annotation that says so is not at hand.
public enum Viseme {
    /** Silence. */
    SIL(Mouth.REST, weights(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)),
    /** p b m */
    PP(mouth(0.05, -0.05, 0.05, 0, 0, 1, 0, 0, 0), weights(0.6, 0.2, 0.2, 0.7, 0.9, 1.6, 0.9, 0.1, 0.6, 0.1)),
    /** f v */
    FF(mouth(0.10, 0.05, 0, 0.25, 1, 0, 0.55, 0, 0), weights(0.9, 0.3, 0.6, 0.8, 1.6, 1.3, 0.9, 0.1, 0.6, 0.1)),
    /** θ ð */
    TH(mouth(0.20, 0.10, 0, 0.15, 0, 0, 0.50, 0.3, 0.9), weights(0.7, 0.2, 0.2, 0.4, 0.8, 1.2, 0.7, 0.8, 1.4, 0.1)),
    /** t d */
    DD(mouth(0.18, 0.15, 0, 0.10, 0, 0, 0.50, 1, 0), weights(0.6, 0.2, 0.1, 0.3, 0.8, 1.1, 0.6, 1.2, 0.8, 0.1)),
    /** k g ŋ x */
    KK(mouth(0.25, 0.05, 0, 0.05, 0, 0, 0.25, 0, 0), weights(0.4, 0.1, 0.1, 0.2, 0.8, 1.0, 0.3, 0.4, 0.6, 0.1)),
    /** tʃ dʒ ʃ ʒ, Mandarin zh ch sh */
    CH(mouth(0.15, -0.20, 0.60, 0.40, 0, 0, 0.75, 0.5, 0), weights(0.8, 0.8, 1.0, 0.8, 0.9, 1.2, 0.9, 0.7, 0.8, 0.1)),
    /** s z ts */
    SS(mouth(0.09, 0.30, 0, 0.15, 0, 0, 0.90, 0.6, 0), weights(1.0, 0.3, 0.2, 0.5, 0.9, 1.2, 1.1, 0.8, 0.9, 0.2)),
    /** n l */
    NN(mouth(0.20, 0.10, 0, 0.05, 0, 0, 0.35, 1, 0), weights(0.5, 0.2, 0.1, 0.2, 0.8, 1.0, 0.5, 1.1, 0.8, 0.1)),
    /** r */
    RR(mouth(0.22, -0.15, 0.45, 0.15, 0, 0, 0.30, 0.4, 0), weights(0.6, 0.5, 0.7, 0.4, 0.8, 1.0, 0.5, 0.6, 0.7, 0.1)),
    /** ɑ a */
    AA(mouth(0.90, 0.10, 0, 0.20, 0, 0, 0.35, 0, 0), weights(1.0, 0.6, 0.7, 0.6, 0.8, 1.0, 0.7, 0.6, 0.7, 0.1)),
    /** e ɛ */
    E(mouth(0.55, 0.40, 0, 0.20, 0, 0, 0.50, 0, 0), weights(0.9, 0.7, 0.8, 0.6, 0.8, 1.0, 0.7, 0.5, 0.7, 0.2)),
    /** i ɪ */
    IH(mouth(0.30, 0.60, 0, 0.15, 0, 0, 0.60, 0.15, 0), weights(0.9, 0.9, 0.9, 0.6, 0.8, 1.0, 0.7, 0.5, 0.7, 0.2)),
    /** o ɔ */
    OH(mouth(0.58, -0.35, 0.60, 0.10, 0, 0, 0.15, 0, 0), weights(0.9, 0.9, 1.0, 0.6, 0.8, 1.0, 0.7, 0.5, 0.7, 0.1)),
    /** u w */
    OU(mouth(0.28, -0.70, 0.95, 0.10, 0, 0, 0.05, 0, 0), weights(0.9, 1.1, 1.3, 0.6, 0.8, 1.0, 0.8, 0.5, 0.7, 0.1));

    private final Mouth target;
    private final Mouth dominance;

    Viseme(Mouth target, Mouth dominance) {
        this.target = target;
        this.dominance = dominance;
    }

    /** The mouth that this viseme aims at when it has all the time it wants. */
    public Mouth target() {
        return target;
    }

    /** How strongly each parameter of {@link #target()} is insisted on, relative to the neighbours; all &gt; 0. */
    public Mouth dominance() {
        return dominance;
    }

    /**
     * The visemes of one speech sound: one for most, several in order for diphthongs ({@code "aɪ"}), r-coloured vowels and
     * syllables that a transcription writes as one ({@code "onɡ"}). Total: tones, stress and unknown marks are passed
     * over, letters outside IPA are taken for their nearest phonetic class, {@code ""} is {@link #SIL}.
     *
     * @param ipa as espeak-ng prints it for English, Spanish or Mandarin, or any other IPA
     * @return never empty
     */
    public static List<Viseme> of(String ipa) {
        return Ipa.articulations(ipa).stream().map(Articulation::viseme).toList();
    }

    private static Mouth mouth(
            double jaw,
            double width,
            double rounding,
            double upperLip,
            double lowerTuck,
            double press,
            double teeth,
            double tongueUp,
            double tongueOut) {
        return new Mouth(jaw, width, rounding, upperLip, lowerTuck, press, teeth, tongueUp, tongueOut, 0.05);
    }

    private static Mouth weights(
            double jaw,
            double width,
            double rounding,
            double upperLip,
            double lowerTuck,
            double press,
            double teeth,
            double tongueUp,
            double tongueOut,
            double smile) {
        return new Mouth(jaw, width, rounding, upperLip, lowerTuck, press, teeth, tongueUp, tongueOut, smile);
    }
}
