package dev.vignette.renderer.voice.qwen.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.Language;
import dev.vignette.renderer.voice.qwen.model.CodecTokens;
import dev.vignette.renderer.voice.qwen.model.TextTokens;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PromptLayoutTest {
    private static final PromptLayout LAYOUT = new PromptLayout(
            new TextTokens(151_644, 77_091, 198, 151_671, 151_672, 151_673),
            new CodecTokens(
                    2048,
                    2148,
                    2149,
                    2150,
                    2154,
                    2155,
                    2156,
                    2157,
                    Map.of("english", 2050, "spanish", 2054, "chinese", 2055)));
    private static final Map<String, Language> LANGUAGES =
            Map.of("english", Language.ENGLISH, "spanish", Language.SPANISH, "chinese", Language.CHINESE);
    private static final List<Integer> BODY = List.of(1001, 1002, 1003, 1004);

    static List<JsonNode> golden() throws IOException {
        try (InputStream in = PromptLayoutTest.class.getResourceAsStream("/vectors/qwen3-tts/prefill_layout.json")) {
            List<JsonNode> cases = new ArrayList<>();
            JsonMapper.shared().readTree(in).path("cases").forEach(cases::add);
            return cases;
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void the_golden_layouts_are_exact(JsonNode golden) {
        TextMode mode = golden.path("whole_text").asBoolean() ? TextMode.WHOLE : TextMode.STREAMING;
        Prompt prompt = LAYOUT.of(
                ints(golden.path("body")), LANGUAGES.get(golden.path("language").asString()), mode);
        assertThat(prompt.rows())
                .extracting(PromptLayoutTest::written)
                .containsExactlyElementsOf(
                        StreamSupport.stream(golden.path("rows").spliterator(), false)
                                .map(row -> row.path(0).toString() + " "
                                        + (row.path(1).isString()
                                                ? row.path(1).asString()
                                                : row.path(1).toString()))
                                .toList());
        assertThat(prompt.trailing()).isEqualTo(ints(golden.path("trailing")));
        assertThat(prompt.then()).isEqualTo(golden.path("then").asInt());
    }

    private static List<Integer> ints(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }

    private static String written(Row row) {
        String codec = switch (row.codec()) {
            case Row.Nothing nothing -> "null";
            case Row.Voice voice -> "SPEAKER";
            case Row.Code code -> code.id() + "";
            case Row.Frame frame -> frame.codes().toString();
        };
        return row.text() + " " + codec;
    }

    private static final Reference REFERENCE =
            new Reference(List.of(7, 8), List.of(List.of(1, 2), List.of(3, 4), List.of(5, 6)));

    @Test
    void a_reference_in_whole_text_mode_comes_after_all_words() {
        Prompt prompt = LAYOUT.of(BODY, Language.ENGLISH, TextMode.WHOLE, REFERENCE);
        assertThat(prompt.rows().stream().skip(9).map(PromptLayoutTest::written))
                .containsExactly(
                        "7 2148",
                        "8 2148",
                        "1001 2148",
                        "1002 2148",
                        "1003 2148",
                        "1004 2148",
                        "151673 2148",
                        "151671 2149",
                        "151671 [1, 2]",
                        "151671 [3, 4]",
                        "151671 [5, 6]");
        assertThat(prompt.trailing()).isEmpty();
    }

    @Test
    void a_reference_in_streaming_mode_lies_beside_the_words() {
        Prompt prompt = LAYOUT.of(BODY, Language.ENGLISH, TextMode.STREAMING, REFERENCE);
        assertThat(prompt.rows().stream().skip(9).map(PromptLayoutTest::written))
                .containsExactly("7 2149", "8 [1, 2]", "1001 [3, 4]", "1002 [5, 6]");
        assertThat(prompt.trailing()).containsExactly(1003, 1004, 151673);
        Prompt shorter = LAYOUT.of(
                List.of(1001),
                Language.ENGLISH,
                TextMode.STREAMING,
                new Reference(List.of(7), List.of(List.of(1), List.of(2), List.of(3), List.of(4))));
        assertThat(shorter.rows().stream().skip(9).map(PromptLayoutTest::written))
                .containsExactly("7 2149", "1001 [1]", "151673 [2]", "151671 [3]", "151671 [4]");
        assertThat(shorter.trailing()).isEmpty();
    }

    @Test
    void the_text_of_later_rows_is_the_queue_and_then_padding() {
        Prompt prompt = LAYOUT.of(BODY, null, TextMode.STREAMING);
        assertThat(List.of(
                        prompt.textAfter(0),
                        prompt.textAfter(2),
                        prompt.textAfter(3),
                        prompt.textAfter(4),
                        prompt.textAfter(99)))
                .containsExactly(1002, 1004, 151673, 151671, 151671);
        assertThat(LAYOUT.of(BODY, new Language("sv"), TextMode.WHOLE))
                .as("a language without a tag is left to the model")
                .isEqualTo(LAYOUT.of(BODY, null, TextMode.WHOLE));
    }
}
