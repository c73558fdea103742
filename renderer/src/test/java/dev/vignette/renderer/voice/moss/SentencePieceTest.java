package dev.vignette.renderer.voice.moss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against the ids of the reference implementation (sentencepiece 0.2.3) for models that it trained. */
class SentencePieceTest {

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SentencePieceTest.class.getResourceAsStream("/vectors/sentencepiece/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpe", "uni"})
    void encodesAsTheReferenceDoes(String name) throws IOException {
        SentencePiece tokenizer = new SentencePiece(SentencePieceModel.read(resource(name + ".model")));
        int compared = 0;
        for (JsonNode set : JsonMapper.shared().readTree(resource("encoded.json"))) {
            if (!set.get("model").asString().equals(name)) {
                continue;
            }
            for (JsonNode wanted : set.get("cases")) {
                List<Integer> ids = new ArrayList<>();
                wanted.get("ids").forEach(id -> ids.add(id.asInt()));
                String text = wanted.get("text").asString();
                assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(80);
    }

    @Test
    void aCutOrForeignFileIsRefusedAndNeverHangs() throws IOException {
        byte[] file = resource("uni.model");
        assertThatThrownBy(() -> SentencePieceModel.read(Arrays.copyOf(file, file.length / 2)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SentencePieceModel.read("no model".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            byte[] broken = file.clone();
            for (int i = 0; i < 5; i++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(new SentencePiece(SentencePieceModel.read(broken)).encode("hello"))
                        .isNotEmpty();
            } catch (IOException | IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
