package dev.vignette.renderer.face.motion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisemeTest {
    /** Letters of the inventory that the class of the sound must decide. */
    private static final Set<String> VOWEL_LETTERS =
            Set.of("a", "e", "i", "o", "u", "y", "æ", "ɐ", "ɑ", "ɔ", "ə", "ɚ", "ɛ", "ɜ", "ɪ", "ʊ", "ʌ", "ᵻ");

    /** Everything that espeak-ng 1.51 printed for some 40 000 words of en-us, es and cmn-latn-pinyin each. */
    private static List<String> inventory() throws IOException {
        try (InputStream in = Objects.requireNonNull(VisemeTest.class.getResourceAsStream("espeak-phonemes.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.strip().split("\\s+", -1))
                    .filter(word -> !word.endsWith(":"))
                    .toList();
        }
    }

    @Test
    void everyPhonemeOfEspeakIsKnownByItsClass() throws IOException {
        for (String ipa : inventory()) {
            List<Articulation> parts = Ipa.articulations(ipa);
            assertThat(parts).as(ipa).noneMatch(part -> part.viseme() == Viseme.SIL || part.insistence() == 0.3);
            boolean vowel = VOWEL_LETTERS.contains(ipa.substring(0, 1));
            assertThat(parts.getFirst().manner() == Articulation.Manner.VOWEL)
                    .as(ipa)
                    .isEqualTo(vowel);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', SIL",
        "p, PP",
        "ph, PP",
        "pː, PP",
        "m, PP",
        "v, FF",
        "θ, TH",
        "ð, TH",
        "ɾ, DD",
        "th, DD",
        "ɡ, KK",
        "ŋ, KK",
        "χ, KK",
        "tʃ, CH",
        "dʒ, CH",
        "ts., CH",
        "ts.h, CH",
        "s., CH",
        "ʐ, CH",
        "tɕh, CH",
        "ts, SS",
        "tsh, SS",
        "z, SS",
        "n̩, NN",
        "ɲ, NN",
        "ʎ, NN",
        "r, RR",
        "ɹ, RR",
        "ɜː, E",
        "iɜ, IH",
        "i̪5, IH",
        "i.5, IH",
        "y2, OU",
        "w, OU",
        "β, PP",
        "aɪ, AA IH",
        "aʊ, AA OU",
        "ɔɪ, OH IH",
        "eɪ, E IH",
        "oʊ, OH OU",
        "əl, E NN",
        "ɑːɹ, AA RR",
        "aɪɚ, AA IH RR",
        "onɡɜ, OH KK",
        "ʲ, IH",
        "iou5, IH OH OU",
        "ã, AA",
        "ñ, NN",
    })
    void knownSounds(String ipa, String visemes) {
        assertThat(Viseme.of(ipa))
                .isEqualTo(Arrays.stream(visemes.split(" ", -1))
                        .map(Viseme::valueOf)
                        .toList());
    }

    @Test
    void approximantsInsistLessThanStops() {
        for (String pair : List.of("β b", "ð θ", "ɣ ɡ", "ɾ d")) {
            String[] sounds = pair.split(" ", -1);
            assertThat(Ipa.articulations(sounds[0]).getFirst().insistence())
                    .isLessThan(Ipa.articulations(sounds[1]).getFirst().insistence());
        }
    }

    @Test
    void frontRoundedVowelsAreRoundBeforeClosedTeeth() {
        Expression.Mouth umlaut = Ipa.articulations("y").getFirst().target();
        assertThat(umlaut.rounding()).isGreaterThan(0.7);
        assertThat(umlaut.jaw()).isLessThan(Viseme.OU.target().jaw());
        assertThat(umlaut.teeth()).isGreaterThan(Viseme.OU.target().teeth());
    }

    @Test
    void anythingAtAllHasAViseme() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            int[] letters = random.ints(random.nextInt(6), 0, 0x3000).toArray();
            String ipa = new String(letters, 0, letters.length);
            if (Viseme.of(ipa).isEmpty()) {
                throw new AssertionError("No viseme for \"" + ipa + '"');
            }
        }
        assertThat(Viseme.of("\uD83D\uDE00\uD800")).containsExactly(Viseme.SIL);
    }

    @Test
    void targetsAndWeightsAreInRange() {
        for (Viseme viseme : Viseme.values()) {
            assertThat(MouthShape.mouth(MouthShape.of(viseme.target()))).isEqualTo(viseme.target());
            assertThat(Arrays.stream(MouthShape.of(viseme.dominance())).min().orElseThrow())
                    .isPositive();
        }
    }
}
