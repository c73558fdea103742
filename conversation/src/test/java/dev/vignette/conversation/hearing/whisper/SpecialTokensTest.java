package dev.vignette.conversation.hearing.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.conversation.hearing.Vectors;
import dev.vignette.media.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SpecialTokensTest {
    @ParameterizedTest
    @ValueSource(strings = {"english_only", "multilingual_99", "multilingual_100"})
    void publishedVocabulariesHaveTheirIds(String family) {
        JsonNode golden = Vectors.json("special_tokens.json").get(family);
        SpecialTokens tokens = published(family);
        assertThat(tokens.endOfText()).isEqualTo(golden.get("endoftext").asInt());
        assertThat(tokens.startOfTranscript())
                .isEqualTo(golden.get("startoftranscript").asInt());
        assertThat(List.copyOf(tokens.languages().values()))
                .hasSize(golden.get("language_count").asInt())
                .startsWith(golden.get("language_first").asInt())
                .endsWith(golden.get("language_last").asInt());
        assertThat(tokens.translate()).isEqualTo(golden.get("translate").asInt());
        assertThat(tokens.transcribe()).isEqualTo(golden.get("transcribe").asInt());
        assertThat(tokens.startOfLm()).isEqualTo(golden.get("startoflm").asInt());
        assertThat(tokens.startOfPrevious()).isEqualTo(golden.get("startofprev").asInt());
        assertThat(tokens.noSpeech()).isEqualTo(golden.get("nospeech").asInt());
        assertThat(tokens.noTimestamps()).isEqualTo(golden.get("notimestamps").asInt());
        assertThat(tokens.firstTimestamp())
                .isEqualTo(golden.get("timestamp_begin").asInt());
        assertThat(tokens.vocabularySize()).isEqualTo(golden.get("vocab_size").asInt());
        assertThat(tokens.seconds(golden.get("timestamp_end").asInt())).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"english_only", "multilingual_99", "multilingual_100"})
    void aVocabularysOwnListGivesTheSame(String family) {
        assertThat(SpecialTokens.of(names(published(family)))).isEqualTo(published(family));
    }

    @Test
    void chineseAndSpanishAreWhereTheyBelong() {
        assertThat(published("multilingual_100").languages())
                .containsEntry(Language.CHINESE, 50_260)
                .containsEntry(Language.SPANISH, 50_262)
                .containsKey(new Language("yue"));
        assertThat(published("multilingual_99").languages()).doesNotContainKey(new Language("yue"));
    }

    @Test
    void aListWithoutATokenOrWithOneOutOfPlaceIsRefused() {
        Map<String, Integer> ids = names(published("multilingual_99"));
        ids.remove("<|transcribe|>");
        assertThatThrownBy(() -> SpecialTokens.of(ids)).hasMessage("has no token <|transcribe|>");

        Map<String, Integer> moved = names(published("multilingual_99"));
        moved.put("<|12.00|>", 50_965);
        assertThatThrownBy(() -> SpecialTokens.of(moved)).hasMessage("has <|12.00|> at 50965 where 50964 is its place");

        Map<String, Integer> among = names(published("multilingual_99"));
        among.put("<|translate|>", 12);
        assertThatThrownBy(() -> SpecialTokens.of(among)).hasMessageContaining("among the text");
    }

    static SpecialTokens published(String family) {
        JsonNode golden = Vectors.json("special_tokens.json");
        List<Language> languages = new ArrayList<>();
        golden.get("languages_in_id_order")
                .forEach(language ->
                        languages.add(new Language(language.get("code").asString())));
        return SpecialTokens.ofPublished(golden.get(family).get("vocab_size").asInt(), languages);
    }

    /** As {@code added_tokens.json} lists them, without the timestamps that older files leave out. */
    static Map<String, Integer> names(SpecialTokens tokens) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        ids.put("<|endoftext|>", tokens.endOfText());
        ids.put("<|startoftranscript|>", tokens.startOfTranscript());
        tokens.languages().forEach((language, id) -> ids.put("<|" + language.code() + "|>", id));
        ids.put("<|translate|>", tokens.translate());
        ids.put("<|transcribe|>", tokens.transcribe());
        ids.put("<|startoflm|>", tokens.startOfLm());
        ids.put("<|startofprev|>", tokens.startOfPrevious());
        ids.put("<|nocaptions|>", tokens.noSpeech());
        ids.put("<|notimestamps|>", tokens.noTimestamps());
        return ids;
    }
}
