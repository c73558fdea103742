package dev.vignette.renderer.voice.espeak;

import dev.vignette.renderer.voice.TimedPhoneme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From espeak-ng's events to timed phonemes in plain IPA with stress. */
final class Sounds {
    /** espeak-ng's Mandarin and a few other phonemes have names that are not IPA. */
    private static final Map<String, String> IPA = Map.ofEntries(
            Map.entry("s.", "ʂ"),
            Map.entry("ts.h", "ʈʂʰ"),
            Map.entry("ts.", "ʈʂ"),
            Map.entry("tsh", "tsʰ"),
            Map.entry("tɕh", "tɕʰ"),
            Map.entry("ph", "pʰ"),
            Map.entry("th", "tʰ"),
            Map.entry("kh", "kʰ"),
            Map.entry("i.", "ɨ"),
            Map.entry("i̪", "ɨ"),
            Map.entry("o-", "ɤ"),
            Map.entry("χ", "x"));

    private static final String VOWELS = "aeiouyæøœɐɑɒɔəɚɛɜɝɞɤɨɪɯʉʊʌʏ";

    private Sounds() {}

    /**
     * The sounds of {@code utterance}, pauses left out; each ends where the next or a pause begins.
     *
     * @return seconds from the start of the utterance's sound
     */
    static List<TimedPhoneme> of(Utterance utterance) {
        List<Utterance.Event> events = utterance.events();
        Stresses stresses = new Stresses(utterance.ipa());
        List<TimedPhoneme> sounds = new ArrayList<>();
        double rate = utterance.sound().rate().hertz();
        double end = utterance.sound().seconds();
        for (int i = 0; i < events.size(); i++) {
            Utterance.Event event = events.get(i);
            if (event.phoneme().isEmpty()) {
                continue;
            }
            boolean stress = stresses.next(event.phoneme());
            double from = Math.min(end, event.sample() / rate);
            double to = i + 1 < events.size() ? Math.min(end, events.get(i + 1).sample() / rate) : end;
            if (to > from) {
                sounds.add(new TimedPhoneme(ipa(event.phoneme()), from, to, stress));
            }
        }
        return withOnsets(sounds);
    }

    static String ipa(String name) {
        String known = IPA.get(name);
        return known != null ? known : name.replaceAll("[ˈˌ0-9#.\\-]", "").toLowerCase(Locale.ROOT);
    }

    /** Stress is marked on vowels; a consonant directly before a stressed vowel belongs to its syllable. */
    private static List<TimedPhoneme> withOnsets(List<TimedPhoneme> sounds) {
        List<TimedPhoneme> marked = new ArrayList<>(sounds);
        for (int i = 0; i + 1 < sounds.size(); i++) {
            TimedPhoneme sound = sounds.get(i);
            TimedPhoneme next = sounds.get(i + 1);
            if (next.stress() && !isVowel(sound.ipa()) && next.start() - sound.end() < 1e-6) {
                marked.set(i, new TimedPhoneme(sound.ipa(), sound.start(), sound.end(), true));
            }
        }
        return marked;
    }

    private static boolean isVowel(String ipa) {
        return !ipa.isEmpty() && VOWELS.indexOf(ipa.charAt(0)) >= 0;
    }

    /** Walks through the written phonemes beside the events, which carry no stress. */
    private static final class Stresses {
        /** How far the two may run apart: espeak-ng drops or splits a sound now and then. */
        private static final int REACH = 4;

        private final String[] written;
        private int at;

        Stresses(String ipa) {
            written = ipa.strip().split("[_\\s]+");
        }

        boolean next(String phoneme) {
            @Nullable Integer found = find(phoneme);
            if (found == null) {
                return false;
            }
            at = found + 1;
            return written[found].contains("ˈ");
        }

        private @Nullable Integer find(String phoneme) {
            for (int i = at; i < Math.min(written.length, at + REACH); i++) {
                if (written[i].replaceAll("[ˈˌ]", "").startsWith(phoneme)) {
                    return i;
                }
            }
            return null;
        }
    }
}
