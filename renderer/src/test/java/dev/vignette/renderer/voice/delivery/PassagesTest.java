package dev.vignette.renderer.voice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassagesTest {

    private static List<String> cut(String text, int budget) {
        return new Passages(String::length, budget, budget)
                .of(text).stream().map(Passage::text).toList();
    }

    @Test
    void asManySentencesAsFitGoTogether() {
        assertThat(cut("One two. Three four. Five six seven eight.", 22))
                .containsExactly("One two. Three four.", "Five six seven eight.");
    }

    @Test
    void theFirstPassageIsShort() {
        assertThat(new Passages(String::length, 60, 12)
                        .of("One two. Three four. Five six. Seven eight.").stream()
                                .map(Passage::text))
                .containsExactly("One two.", "Three four. Five six. Seven eight.");
    }

    @Test
    void longSentencesAreCutAtClausesAndThenAtSpaces() {
        assertThat(cut("When it rains, it pours, as my mother used to say.", 26))
                .containsExactly("When it rains, it pours,", "as my mother used to say.");
        assertThat(cut("aaaa bbbb cccc dddd eeee ffff", 12)).containsExactly("aaaa bbbb", "cccc dddd", "eeee ffff");
        assertThat(cut("今天天气很好，我们去公园散步吧。明天见！", 10)).containsExactly("今天天气很好，", "我们去公园散步吧。", "明天见！");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            It costs 3.14 dollars at example.org today. Fine. | It costs 3.14 dollars at example.org today.
            Dr. Who met Mr. T. S. Eliot in St. Ives again. Yes. | Dr. Who met Mr. T. S. Eliot in St. Ives again.
            She said "Stop it now!" He did not. | She said "Stop it now!"
            ¿Qué hora es, por favor? Son las dos. | ¿Qué hora es, por favor?
            """)
    void aFullStopInsideIsNoEnd(String text, String first) {
        assertThat(cut(text, first.length()).getFirst()).isEqualTo(first);
    }

    @Test
    void pausesFollowWhatEndsThere() {
        List<Passage> passages = new Passages(String::length, 40, 40)
                .of("Yes, of course.\nThere is a letter for you, and it looks very important to me, I think.");
        assertThat(passages).hasSize(4);
        assertThat(passages.get(0).pause()).as("of few words").isGreaterThan(0.3);
        assertThat(passages.get(1).pause()).as("a clause").isBetween(0.05, 0.2);
    }

    @Test
    void marksWithoutWordsAreNotSpoken() {
        assertThat(cut("Well done! 🎉🎉 See you.", 11)).containsExactly("Well done!", "See you.");
        assertThat(cut("🙂 … 🎉!", 20)).isEmpty();
    }

    @Test
    void whatIsOneCharacterStaysOne() {
        String vowel = "e\u0323\u0302";
        assertThat(String.join("", cut(vowel.repeat(5), 4))).isEqualTo(vowel.repeat(5));
        assertThat(cut(vowel.repeat(5), 4)).containsOnly(vowel);
    }

    @Test
    void anyTextEndsAndKeepsItsWords() {
        Random random = new Random(4);
        String alphabet = "aé你な.,!? \n1۔ا";
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 120; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int budget = 1 + random.nextInt(40);
            List<String> parts = cut(text.toString(), budget);
            assertThat(String.join("", parts).replaceAll("[^\\p{L}\\p{N}]", ""))
                    .isEqualTo(text.toString().replaceAll("[^\\p{L}\\p{N}]", ""));
            assertThat(parts).allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(Math.max(budget, 2)));
        }
    }
}
