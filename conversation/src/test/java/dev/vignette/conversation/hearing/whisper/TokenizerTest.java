package dev.vignette.conversation.hearing.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.conversation.hearing.Vectors;
import dev.vignette.inference.bpe.ByteAlphabet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TokenizerTest {
    @Test
    void bytesAreWrittenInGpt2sAlphabet() {
        int[] golden = Vectors.ints(Vectors.json("byte_unicode.json").get("codepoint_of_byte"));
        for (int b = 0; b < 256; b++) {
            assertThat((int) ByteAlphabet.of((byte) b)).isEqualTo(golden[b]);
            assertThat(ByteAlphabet.read(Character.toString(golden[b]))).containsExactly(b);
        }
    }

    @Test
    void textOutsideTheAlphabetIsRefused() {
        assertThatThrownBy(() -> ByteAlphabet.read("今")).hasMessageContaining("byte alphabet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multilingual", "gpt2"})
    void goldenStringsAreDecodedAndEncoded(String vocabulary) {
        Tokenizer tokenizer = tokenizer(vocabulary);
        JsonNode cases = Vectors.json("bpe_decode.json").get(vocabulary).get("cases");
        assertThat(cases).isNotEmpty();
        for (JsonNode golden : cases) {
            int[] ids = Vectors.ints(golden.get("ids"));
            String text = golden.get("text").asString();
            assertThat(tokenizer.decode(ids)).isEqualTo(text);
            assertThat(tokenizer.encode(text)).as(text).containsExactly(ids);
            int[] complete = Vectors.ints(golden.get("complete_utf8_bytes_after_each_token"));
            for (int n = 1; n <= ids.length; n++) {
                byte[] soFar = tokenizer.bytes(java.util.Arrays.copyOf(ids, n));
                assertThat(Tokenizer.completeUtf8(soFar)).isEqualTo(complete[n - 1]);
            }
        }
    }

    @Test
    void specialTokensAreNoText() {
        Tokenizer tokenizer = tokenizer("multilingual");
        assertThat(tokenizer.decode(new int[] {50_364, 2_425, 50_400, 50_257, -1, 99_999}))
                .isEqualTo(" Hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"english_only", "multilingual_99", "multilingual_100"})
    void theNonSpeechListIsWorkedOutAsPublished(String family) {
        JsonNode golden = Vectors.json("special_tokens.json").get(family);
        Tokenizer tokenizer = tokenizer(family.equals("english_only") ? "gpt2" : "multilingual");
        assertThat(Suppression.nonSpeech(tokenizer)).containsExactly(Vectors.ints(golden.get("non_speech")));

        SpecialTokens special = SpecialTokensTest.published(family);
        Suppression computed = Suppression.of(special, tokenizer, null, null);
        assertThat(computed.always()).containsExactly(Vectors.ints(golden.get("suppress")));
        assertThat(computed.first()).containsExactly(Vectors.ints(golden.get("begin_suppress")));
    }

    @Test
    void theModelsOwnListIsTakenWithoutItsSpecialIds() {
        SpecialTokens special = SpecialTokensTest.published("multilingual_100");
        Suppression own = Suppression.of(
                special, tokenizer("multilingual"), new int[] {-1, 7, 50_357, 50_358, 50_359}, new int[] {3});
        assertThat(own.always()).containsExactly(7, 50_258, 50_359, 50_360, 50_361, 50_362, 50_363);
        assertThat(own.first()).containsExactly(3);
    }

    static Tokenizer tokenizer(String vocabulary) {
        JsonNode golden = Vectors.json("bpe_merges.json").get(vocabulary);
        Map<String, Integer> ids = new HashMap<>();
        golden.get("tokens")
                .properties()
                .forEach(token -> ids.put(token.getKey(), token.getValue().asInt()));
        Vectors.json("bpe_decode.json")
                .get(vocabulary)
                .get("vocab_entries_used")
                .properties()
                .forEach(entry -> ids.put(entry.getValue().asString(), Integer.parseInt(entry.getKey())));
        List<String> merges = new ArrayList<>();
        golden.get("merges")
                .forEach(pair ->
                        merges.add(pair.get(0).asString() + " " + pair.get(1).asString()));
        return new Tokenizer(ids, merges, vocabulary.equals("gpt2") ? 50_256 : 50_257);
    }
}
