package dev.vignette.renderer.voice.xtts.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A vocabulary in the published form, with the published ids of marks, letters and tags, without merges: a token a letter. Letters of the
 * languages that are cleaned here, and tone digits.
 */
final class StandInVocabulary {
    private static final String MARKS = "!'(),-./:;?";
    private static final String OTHERS = "áéíóúüñ¿¡12345àâçèêëîïôöùûäß";
    private static final Map<String, Integer> SPECIAL = special();

    private StandInVocabulary() {}

    private static Map<String, Integer> special() {
        Map<String, Integer> special = new LinkedHashMap<>();
        special.put("[STOP]", 0);
        special.put("[UNK]", 1);
        special.put("[SPACE]", 2);
        special.put("[en]", 259);
        special.put("[START]", 261);
        special.put("[es]", 284);
        special.put("[zh-cn]", 5023);
        return special;
    }

    static String json(int size) {
        Map<String, Integer> ids = new LinkedHashMap<>(SPECIAL);
        int id = 3;
        for (int c :
                (MARKS + "abcdefghijklmnopqrstuvwxyz" + OTHERS).codePoints().toArray()) {
            ids.put(Character.toString(c), id++);
        }
        for (int unused = id; unused < size; unused++) {
            if (!SPECIAL.containsValue(unused)) {
                ids.put("unused " + unused, unused);
            }
        }
        List<Map<String, Object>> added = new ArrayList<>();
        SPECIAL.forEach((token, value) -> added.add(Map.of("id", value, "content", token, "special", true)));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("unk_token", "[UNK]");
        model.put("vocab", ids);
        model.put("merges", List.of());
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", "1.0");
        root.put("added_tokens", added);
        root.put("pre_tokenizer", Map.of("type", "Whitespace"));
        root.put("model", model);
        return JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writeValueAsString(root);
    }
}
