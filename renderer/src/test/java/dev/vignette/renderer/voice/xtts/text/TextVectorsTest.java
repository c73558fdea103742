package dev.vignette.renderer.voice.xtts.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.InferenceException;
import dev.vignette.media.Language;
import dev.vignette.renderer.voice.xtts.XttsVectors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class TextVectorsTest {
    /** The part of a published vocabulary that these texts need: every merge that applies to them, in its order. */
    private static final Path VOCABULARY = Path.of(
            URI.create(String.valueOf(TextVectorsTest.class.getResource("/vectors/xtts/vocabulary_part.json"))));

    @TempDir
    private Path directory;

    static Stream<JsonNode> cases() {
        return XttsVectors.read("tokenizer_examples").path("cases").valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void textsAreCleanedAndCutAsTheModelsTextsWere(JsonNode example) {
        Language language = Language.of(example.path("language").asString());
        String raw = example.path("raw").asString();
        assertThat(XttsTokenizer.cleaned(raw, language))
                .isEqualTo(example.path("cleaned").asString());
        assertThat(XttsTokenizer.string(raw, language))
                .isEqualTo(example.path("string_to_encode").asString());
        List<Integer> ids =
                example.path("ids").valueStream().map(JsonNode::asInt).toList();
        XttsTokenizer.Encoded encoded = XttsTokenizer.read(VOCABULARY).encode(raw, language);
        assertThat(encoded.ids()).isEqualTo(ids);
        int[] framed = XttsTokenizer.read(VOCABULARY).framed(encoded);
        assertThat(framed)
                .startsWith(261, ids.getFirst())
                .endsWith(ids.getLast(), 0)
                .hasSize(ids.size() + 2);
    }

    @Test
    void chineseNumbersAndMarks() {
        XttsVectors.read("text_normalisation")
                .path("zh")
                .properties()
                .forEach(entry -> assertThat(ChineseNormaliser.normalise(entry.getKey()))
                        .as(entry.getKey())
                        .isEqualTo(entry.getValue().asString()));
    }

    @Test
    void numbersInWords() {
        JsonNode vectors = XttsVectors.read("text_normalisation");
        for (String language : List.of("en", "es")) {
            Language spoken = new Language(language);
            NumberWords words = LanguageRules.of(spoken).numbers();
            vectors.path(language + "_numbers")
                    .properties()
                    .forEach(entry -> assertThat(XttsTokenizer.cleaned(
                                    entry.getKey().replace('.', language.equals("es") ? ',' : '.'), spoken))
                            .as(entry.getKey())
                            .isEqualTo(entry.getValue().asString()));
            vectors.path(language + "_ordinals")
                    .properties()
                    .forEach(entry -> assertThat(words.ordinal(Long.parseLong(entry.getKey())))
                            .isEqualTo(entry.getValue().asString()));
            vectors.path(language + "_currency")
                    .properties()
                    .forEach(entry -> assertThat(XttsTokenizer.cleaned(entry.getKey(), spoken))
                            .isEqualTo(entry.getValue().asString()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Mr. and Mrs. Smith, the 22nd of May   | mister and misess smith, the twenty-second of may
            en | $1 + £1.01 & 1,000,001                | one dollar + one pound, one penny and one million and one
            en | 12345678901234567890                  | one two three four five six seven eight nine zero one two three four five six seven eight nine zero
            en | "It's"  [en] fun[STOP]                | it's en fun stop
            en | 0.50                                  | zero point five
            en | 115 and 2006                          | one hundred and fifteen and two thousand and six
            es | El 1er día, 1.234.567 € y 31 años     | el primero día, un millón doscientos treinta y cuatro mil quinientos sesenta y siete € y treinta y uno años
            es | Son 21€ y 100 personas en 2001        | son veintiún euros y cien personas en dos mil uno
            """)
    void furtherTexts(String language, String raw, String cleaned) {
        assertThat(XttsTokenizer.cleaned(raw, new Language(language))).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @CsvSource({"2,二", "10,十", "12,十二", "20,二十", "200,两百", "222,两百二十二", "105,一百零五", "1010,一千零一十", "20000,两万", "0,零"})
    void chineseCardinals(String written, String read) {
        assertThat(ChineseNormaliser.cardinal(written)).isEqualTo(read);
    }

    @Test
    void unknownLettersAreCounted() {
        XttsTokenizer.Encoded encoded = XttsTokenizer.read(VOCABULARY).encode("שלום! ab", Language.ENGLISH);
        assertThat(encoded.unknown()).isEqualTo(4);
        assertThat(encoded.words()).isEqualTo(7);
    }

    @Test
    void aFileThatIsNoVocabularyIsRefused() throws IOException {
        Path file = directory.resolve("vocab.json");
        for (String content : List.of("", "{}", "{\"added_tokens\": [{\"content\": \"[UNK]\", \"id\": 1}]}", "[1]")) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> XttsTokenizer.read(file))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("no vocabulary");
        }
    }
}
