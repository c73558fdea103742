package dev.vignette.conversation.hearing.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.conversation.hearing.vad.Span;
import dev.vignette.media.Language;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlausibilityTest {
    @Test
    void nobodySpeaksThatFast() {
        assertThat(Plausibility.tooFast("Good morning, how are you?", 1.5)).isFalse();
        assertThat(Plausibility.tooFast("Good morning, how are you today, my dear old friend from Spain?", 0.9))
                .isTrue();
        assertThat(Plausibility.tooFast("今天天气很好，我们去公园吧。", 2)).isFalse();
        assertThat(Plausibility.tooFast("今天天气很好，我们去公园吧。", 0.5)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ha ha ha ha ha|ha",
                "no no no|no no no",
                "Well, I see I see I see I see I see it|Well, I see it",
                "Thank you. thank you! Thank you. Thank you, bye|Thank you. bye",
                "one two three|one two three",
            })
    void repeatsArePutDownOnce(String text, String expected) {
        assertThat(Plausibility.withoutRepeats(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thanks for watching!",
                "thanks for watching",
                " THANK YOU ",
                "字幕由Amara.org社区提供",
                "请不吝点赞 订阅 转发",
                "ご視聴ありがとうございました。",
                "Продолжение следует…",
                "¡Gracias por ver el vídeo!",
                "Sous-titres réalisés par la communauté d’Amara.org"
            })
    void phantomsAreKnownInAnyDress(String text) {
        assertThat(PhantomPhrases.contains(text)).isTrue();
    }

    @Test
    void aSentenceThatHoldsAPhantomIsNone() {
        assertThat(PhantomPhrases.contains("Thank you for the flowers.")).isFalse();
        assertThat(PhantomPhrases.contains("...")).isFalse();
    }

    @Test
    void aScriptTellsWhatALanguageIsNot() {
        assertThat(SpokenScript.contradicts("今天天气很好", Language.ENGLISH)).contains(Language.CHINESE);
        assertThat(SpokenScript.contradicts("今天天气很好", new Language("ja"))).isEmpty();
        assertThat(SpokenScript.contradicts("こんにちは世界", Language.CHINESE)).contains(new Language("ja"));
        assertThat(SpokenScript.contradicts("Привет", new Language("uk"))).isEmpty();
        assertThat(SpokenScript.contradicts("Привет", new Language("pl"))).contains(new Language("ru"));
        assertThat(SpokenScript.contradicts("Buenos días", Language.SPANISH)).isEmpty();
        assertThat(SpokenScript.contradicts("Good morning", Language.CHINESE)).contains(Language.ENGLISH);
        assertThat(SpokenScript.contradicts("12:30", Language.CHINESE)).isEmpty();
    }

    @Test
    void excerptsFillWindowsAndKnowWhereTheyCameFrom() {
        List<Span> spans = List.of(new Span(100, 300), new Span(500, 600), new Span(900, 1_250));
        List<Excerpt> packed = Excerpt.pack(spans, 300);
        assertThat(packed)
                .containsExactly(
                        new Excerpt(spans.subList(0, 2)),
                        new Excerpt(List.of(new Span(900, 1_200))),
                        new Excerpt(List.of(new Span(1_200, 1_250))));
        Excerpt first = packed.getFirst();
        assertThat(first.length()).isEqualTo(300);
        assertThat(first.original(0)).isEqualTo(100);
        assertThat(first.original(199)).isEqualTo(299);
        assertThat(first.original(200)).isEqualTo(500);
        assertThat(first.original(300)).isEqualTo(600);
        float[] samples = new float[1_300];
        samples[550] = 1;
        assertThat(first.cut(samples)[250]).isEqualTo(1);
    }

    @Test
    void languagesHaveWhispersNames() {
        Set<Language> known =
                SpecialTokensTest.published("multilingual_99").languages().keySet();
        assertThat(LanguageNames.inModel(new Language("yue"), known)).isEqualTo(Language.CHINESE);
        assertThat(LanguageNames.inModel(new Language("iw"), known)).isEqualTo(new Language("he"));
        assertThat(LanguageNames.inModel(new Language("xx"), known)).isNull();
        assertThat(LanguageNames.inModel(null, known)).isNull();
    }
}
