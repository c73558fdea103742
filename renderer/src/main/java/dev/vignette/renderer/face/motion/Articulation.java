package dev.vignette.renderer.face.motion;

import dev.vignette.renderer.face.motion.Expression.Mouth;

/**
 * One target within a speech sound.
 *
 * @param viseme its family
 * @param target the mouth aimed at, a variant of the viseme's
 * @param manner what else the sound demands of the lips
 * @param insistence 0…1, factor on the viseme's dominance
 * @param share of the sound's time, relative to the other articulations of the same sound
 */
record Articulation(Viseme viseme, Mouth target, Manner manner, double insistence, double share) {

    enum Manner {
        /** Undershoots when it is short (Lindblom 1963). */
        VOWEL,
        CONSONANT,
        /** The lips touch, whatever the tempo. */
        BILABIAL,
        /** The lower lip touches the upper teeth, whatever the tempo. */
        LABIODENTAL,
        SILENCE
    }

    Articulation withShare(double newShare) {
        return new Articulation(viseme, target, manner, insistence, newShare);
    }
}
