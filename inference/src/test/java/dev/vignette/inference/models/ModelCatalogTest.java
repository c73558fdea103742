package dev.vignette.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelCatalogTest {
    private final ModelCatalog catalog = ModelCatalog.builtIn();

    @Test
    void the_built_in_manifests_can_be_read_and_say_what_they_need() {
        assertThat(catalog.all()).hasSizeGreaterThanOrEqualTo(17).allSatisfy(model -> {
            assertThat(model.title()).isNotBlank();
            assertThat(model.licence().text()).hasScheme("https");
            assertThat(model.roughBytes()).isPositive();
            assertThat(model.licence().permissive()
                            || !model.licence().summary().isBlank())
                    .isTrue();
            assertThat(model.sources()).isNotEmpty();
        });
        assertThat(catalog.all().stream()
                        .filter(model -> !model.licence().permissive())
                        .map(model -> model.id().value()))
                .containsExactlyInAnyOrder("xtts-v2", "ditto-insightface");
    }

    @Test
    void the_recommended_set_fits_the_machine() {
        assertThat(recommended(new Machine(900, 1, 0))).containsExactly("silero-vad");
        assertThat(recommended(new Machine(4_000, 2, 0)))
                .containsExactly("whisper-base", "silero-vad", "moss-tts-nano");
        assertThat(recommended(new Machine(32_000, 16, 0)))
                .containsExactly("whisper-large-v3-turbo", "silero-vad", "moss-tts-nano");
        assertThat(recommended(new Machine(64_000, 16, 24_000)))
                .containsExactly("whisper-large-v3-turbo-fp16", "silero-vad", "qwen3-tts-0.6b", "ditto");
    }

    private List<String> recommended(Machine machine) {
        return catalog.recommended(machine).stream()
                .map(model -> model.id().value())
                .toList();
    }

    @Test
    void an_unknown_name_is_answered_with_the_command_that_lists_them() {
        assertThatExceptionOfType(ModelStoreException.class)
                .isThrownBy(() -> catalog.require(new ModelId("whisper-huge")))
                .withMessageContaining("vignette models list");
        assertThatExceptionOfType(ModelStoreException.class).isThrownBy(() -> new ModelId("../evil"));
    }

    @Test
    void settings_come_from_the_environment_and_do_not_show_the_token() {
        StoreSettings settings = StoreSettings.from(
                Path.of("/home/v"), Map.of("HF_ENDPOINT", "https://mirror.example/", "HF_TOKEN", "hf_secret")::get);
        assertThat(settings.endpoint()).hasToString("https://mirror.example");
        assertThat(settings.token()).isEqualTo("hf_secret");
        assertThat(settings.root()).isEqualTo(Path.of("/home/v/models"));
        assertThat(settings.toString()).doesNotContain("hf_secret");
        for (String wrong : List.of("mirror", "ftp://mirror", "http://", "https://user:word@mirror", "http://a b")) {
            assertThatExceptionOfType(ModelStoreException.class)
                    .isThrownBy(() -> StoreSettings.from(Path.of("/"), Map.of("VIGNETTE_MODEL_MIRROR", wrong)::get))
                    .withMessageContaining(wrong);
        }
    }

    @Test
    void the_largest_gpu_counts() {
        assertThat(Machine.largest(Stream.of("8192", " 24576 ", "[N/A]"))).isEqualTo(24576);
        assertThat(Machine.here().cores()).isPositive();
    }
}
