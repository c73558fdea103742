package dev.vignette.renderer.face.motion;

import static dev.vignette.renderer.face.motion.Viseme.AA;
import static dev.vignette.renderer.face.motion.Viseme.CH;
import static dev.vignette.renderer.face.motion.Viseme.DD;
import static dev.vignette.renderer.face.motion.Viseme.E;
import static dev.vignette.renderer.face.motion.Viseme.FF;
import static dev.vignette.renderer.face.motion.Viseme.IH;
import static dev.vignette.renderer.face.motion.Viseme.KK;
import static dev.vignette.renderer.face.motion.Viseme.NN;
import static dev.vignette.renderer.face.motion.Viseme.OH;
import static dev.vignette.renderer.face.motion.Viseme.OU;
import static dev.vignette.renderer.face.motion.Viseme.PP;
import static dev.vignette.renderer.face.motion.Viseme.RR;
import static dev.vignette.renderer.face.motion.Viseme.SIL;
import static dev.vignette.renderer.face.motion.Viseme.SS;
import static dev.vignette.renderer.face.motion.Viseme.TH;

import dev.vignette.renderer.face.motion.Articulation.Manner;
import dev.vignette.renderer.face.motion.Expression.Mouth;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads IPA as articulations. Covers the whole chart of vowels and pulmonic consonants, and espeak-ng's habits: "h" after
 * a stop is aspiration, "." after a sibilant or "i" makes it retroflex, "i̪" is the apical vowel of Mandarin "si", a
 * digit or "ɜ" after a Mandarin vowel is its tone.
 */
final class Ipa {
    private static final Map<Integer, Articulation> LETTERS = new HashMap<>();

    private static final Articulation SILENCE = new Articulation(SIL, Mouth.REST, Manner.SILENCE, 1, 1);
    private static final Articulation RETROFLEX = consonant(CH, 1);
    /** Mandarin "shi": the lips stay as in "sh", hardly rounded, the teeth nearly closed. */
    private static final Articulation RETROFLEX_VOWEL =
            vowel(IH, new Mouth(0.22, 0.15, 0.20, 0.25, 0, 0, 0.70, 0.4, 0, 0.05), 0.8);
    /** Mandarin "si": "s" with voice. */
    private static final Articulation APICAL_VOWEL =
            vowel(IH, new Mouth(0.20, 0.45, 0, 0.15, 0, 0, 0.80, 0.5, 0, 0.05), 0.8);

    /** Some consonant: it opens the lips a little and insists on nothing. */
    private static final Articulation UNKNOWN = consonant(KK, 0.3);

    static {
        vowels("ɑɒaɶ", AA, 1, 1);
        vowels("ʌɐ", AA, 0.75, 0.9);
        put("æ", vowel(AA, new Mouth(0.80, 0.40, 0, 0.25, 0, 0, 0.45, 0, 0, 0.05), 1));
        vowels("eɛ", E, 1, 1);
        vowels("ɜɞ", E, 0.85, 0.9);
        vowels("əɘɵ", E, 0.65, 0.7);
        vowels("iɪ", IH, 1, 1);
        vowels("ɨᵻ", IH, 0.8, 0.8);
        vowels("oɔ", OH, 1, 1);
        put("ɤ", vowel(E, new Mouth(0.50, 0.10, 0.05, 0.15, 0, 0, 0.40, 0, 0, 0), 0.9));
        put("œ", vowel(OH, new Mouth(0.52, -0.20, 0.55, 0.15, 0, 0, 0.25, 0, 0, 0), 1));
        put("ø", vowel(OH, new Mouth(0.42, -0.35, 0.70, 0.15, 0, 0, 0.25, 0, 0, 0), 1));
        vowels("uʉɯ", OU, 1, 1);
        vowels("ʊ", OU, 0.8, 0.9);
        // The lips of "oo" before the closed teeth of "ee".
        Mouth frontRounded = new Mouth(0.18, -0.60, 0.85, 0.20, 0, 0, 0.35, 0.15, 0, 0);
        put("yʏ", vowel(OU, frontRounded, 1));
        put("ɥ", new Articulation(OU, frontRounded, Manner.CONSONANT, 0.8, 1));
        vowels("ɚɝ", RR, 1, 1);

        put("pbmɓ", new Articulation(PP, PP.target(), Manner.BILABIAL, 1, 1));
        put("ʘ", new Articulation(PP, PP.target(), Manner.BILABIAL, 1, 1));
        put("ɸ", consonant(PP, new Mouth(0.10, 0, 0.15, 0, 0, 0.75, 0.05, 0, 0, 0), 0.7));
        put("β", consonant(PP, new Mouth(0.12, 0, 0.10, 0, 0, 0.70, 0.05, 0, 0, 0), 0.6));
        put("ʙ", consonant(PP, new Mouth(0.08, 0, 0.15, 0, 0, 0.85, 0, 0, 0, 0), 0.8));
        put("fvɱⱱ", new Articulation(FF, FF.target(), Manner.LABIODENTAL, 1, 1));
        put("ʋ", consonant(FF, new Mouth(0.15, 0.05, 0, 0.2, 0.6, 0, 0.4, 0, 0, 0.05), 0.6));
        consonants("θ", TH, 1);
        consonants("ð", TH, 0.7);
        consonants("tdʈɖɗ", DD, 1);
        consonants("ɾɽ", DD, 0.5);
        consonants("kɡgqɢcɟɠʛ", KK, 1);
        consonants("xχŋɴʁħʕ", KK, 0.8);
        consonants("ɣɰ", KK, 0.5);
        consonants("hɦʔʡʜʢ", KK, 0.15);
        consonants("ʃʒʂʐ", CH, 1);
        // Alveolo-palatals are made with spread lips.
        put("ɕʑç", consonant(CH, new Mouth(0.13, 0.25, 0.05, 0.25, 0, 0, 0.85, 0.4, 0, 0.05), 0.9));
        consonants("szɬɮ", SS, 1);
        consonants("nlɲɳʎɭʟɫɺǀǃǂǁ", NN, 1);
        put("ʝjʲ", consonant(IH, new Mouth(0.20, 0.50, 0, 0.15, 0, 0, 0.55, 0.3, 0, 0.05), 0.6));
        consonants("ɹɻ", RR, 1);
        put("rʀ", consonant(RR, new Mouth(0.25, 0.05, 0.10, 0.15, 0, 0, 0.40, 0.9, 0, 0.05), 0.9));
        put("wʍ", consonant(OU, new Mouth(0.16, -0.80, 1, 0.05, 0, 0, 0, 0, 0, 0), 1));
    }

    private Ipa() {}

    /** The articulations of one sound in order, never none. */
    static List<Articulation> articulations(String ipa) {
        int[] letters =
                Normalizer.normalize(ipa, Normalizer.Form.NFC).codePoints().toArray();
        List<Articulation> parts = new ArrayList<>(2);
        for (int i = 0; i < letters.length; i++) {
            int letter = letters[i];
            Articulation last = parts.isEmpty() ? null : parts.getLast();
            boolean afterVowel = last != null && last.manner() == Manner.VOWEL;
            boolean vowelSeen =
                    afterVowel || (!parts.isEmpty() && parts.getFirst().manner() == Manner.VOWEL);
            boolean longMark = i + 1 < letters.length && letters[i + 1] == 'ː';
            if (letter == '.' && last != null) {
                parts.set(parts.size() - 1, afterVowel ? RETROFLEX_VOWEL : RETROFLEX);
            } else if (letter == '\u032A' && afterVowel) {
                parts.set(parts.size() - 1, APICAL_VOWEL);
            } else if (!(letter == 'ɜ' && vowelSeen && !longMark) && !(letter == 'h' && last != null && !afterVowel)) {
                read(letter, parts);
            }
        }
        return parts.isEmpty() ? List.of(SILENCE) : timed(parts);
    }

    private static void read(int letter, List<Articulation> parts) {
        boolean modifier = Character.getType(letter) == Character.MODIFIER_LETTER;
        // "ʲ" standing alone is espeak-ng's glide before a Mandarin "ü".
        if (!Character.isLetter(letter) || (modifier && !(parts.isEmpty() && LETTERS.containsKey(letter)))) {
            return;
        }
        Articulation next = lookUp(letter);
        Articulation last = parts.isEmpty() ? null : parts.getLast();
        boolean affricate = last != null && last.viseme() == DD && (next.viseme() == SS || next.viseme() == CH);
        boolean velarNasal = last != null && last.viseme() == NN && next.viseme() == KK;
        if (affricate || velarNasal) {
            parts.set(parts.size() - 1, next);
        } else if (last == null || last.viseme() != next.viseme() || next.manner() == Manner.VOWEL) {
            parts.add(next);
        }
    }

    private static Articulation lookUp(int letter) {
        Articulation known = LETTERS.get(letter);
        if (known == null) {
            String bare = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD);
            known = LETTERS.get(Character.toLowerCase(bare.codePointAt(0)));
        }
        return known == null ? UNKNOWN : known;
    }

    /** The first vowel of a diphthong takes the larger part, a consonant written with its vowel the smaller. */
    private static List<Articulation> timed(List<Articulation> parts) {
        if (parts.size() == 1) {
            return List.of(parts.getFirst());
        }
        List<Articulation> timed = new ArrayList<>(parts.size());
        boolean first = true;
        for (Articulation part : parts) {
            boolean vowel = part.manner() == Manner.VOWEL;
            timed.add(part.withShare(!vowel ? 0.6 : first ? 1.2 : 0.8));
            first &= !vowel;
        }
        return timed;
    }

    private static void vowels(String letters, Viseme viseme, double reach, double insistence) {
        double[] target = MouthShape.of(viseme.target());
        double[] rest = MouthShape.of(new Mouth(0.2, 0, 0, 0.1, 0, 0, 0.2, 0, 0, 0.05));
        for (int i = 0; i < MouthShape.SIZE; i++) {
            target[i] = rest[i] + reach * (target[i] - rest[i]);
        }
        put(letters, vowel(viseme, MouthShape.mouth(target), insistence));
    }

    private static void consonants(String letters, Viseme viseme, double insistence) {
        put(letters, consonant(viseme, insistence));
    }

    private static void put(String letters, Articulation articulation) {
        letters.codePoints().forEach(letter -> LETTERS.put(letter, articulation));
    }

    private static Articulation vowel(Viseme viseme, Mouth target, double insistence) {
        return new Articulation(viseme, target, Manner.VOWEL, insistence, 1);
    }

    private static Articulation consonant(Viseme viseme, double insistence) {
        return consonant(viseme, viseme.target(), insistence);
    }

    private static Articulation consonant(Viseme viseme, Mouth target, double insistence) {
        return new Articulation(viseme, target, Manner.CONSONANT, insistence, 1);
    }
}
