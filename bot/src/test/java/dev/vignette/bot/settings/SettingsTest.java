package dev.vignette.bot.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.renderer.face.ditto.config.FilmOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void hasDefaultsForEverything() {
        Settings settings = Settings.fromEnvironment(name -> null);
        assertThat(settings.home()).isAbsolute().endsWithRaw(Path.of(".vignette"));
        assertThat(settings.clipsOnDisk()).isEqualTo(5_000_000_000L);
        assertThat(settings.clipsInMemory()).isEqualTo(64_000_000L);
        assertThat(settings.renderWorkers()).isPositive();
        assertThat(settings.renderQueue()).isEqualTo(256);
        assertThat(settings.maxSpeech()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.allowedHosts()).isEmpty();
        assertThat(settings.warmUp()).isTrue();
        assertThat(settings.face()).isEqualTo(FaceChoice.AUTO);
        assertThat(settings.films()).isEqualTo(FilmOptions.FINISHED);
    }

    @Test
    void readsTheEnvironmentAndPropertiesAlike() {
        Map<String, String> environment = Map.of(
                "VIGNETTE_HOME", "/srv/vignette",
                "VIGNETTE_CLIPS_DISK", "250 mb",
                "VIGNETTE_RENDER_WORKERS", "3",
                "VIGNETTE_MAX_SECONDS", "20",
                "VIGNETTE_ALLOWED_HOSTS", "Films.example, other.example",
                "VIGNETTE_WARM_UP", "no",
                "VIGNETTE_FACE", "ditto",
                "VIGNETTE_FACE_OVERLAP", "released");
        Map<String, String> properties = Map.of(
                "vignette.home", "/srv/vignette",
                "vignette.clips.disk", "250 mb",
                "vignette.render.workers", "3",
                "vignette.max-seconds", "20",
                "vignette.allowed-hosts", "Films.example, other.example",
                "vignette.warm-up", "no",
                "vignette.face", "ditto",
                "vignette.face.overlap", "released");
        Settings settings = Settings.fromEnvironment(environment::get);
        assertThat(settings).isEqualTo(Settings.from(properties::get));
        assertThat(settings.clipsOnDisk()).isEqualTo(250_000_000L);
        assertThat(settings.renderWorkers()).isEqualTo(3);
        assertThat(settings.allowedHosts()).containsExactly("films.example", "other.example");
        assertThat(settings.warmUp()).isFalse();
        assertThat(settings.face()).isEqualTo(FaceChoice.DITTO);
        assertThat(settings.films()).isEqualTo(FilmOptions.RELEASED);
    }

    @ParameterizedTest
    @CsvSource({
        "VIGNETTE_CLIPS_DISK, much",
        "VIGNETTE_CLIPS_DISK, 5XB",
        "VIGNETTE_CLIPS_MEMORY, -1",
        "VIGNETTE_CLIPS_DISK, 999999999999TB",
        "VIGNETTE_RENDER_WORKERS, 0",
        "VIGNETTE_RENDER_QUEUE, 1.5",
        "VIGNETTE_MAX_SECONDS, 301",
        "VIGNETTE_WARM_UP, maybe",
        "VIGNETTE_FACE, mine",
        "VIGNETTE_FACE_PRECISION, int8:5",
        "VIGNETTE_FACE_OVERLAP, 39",
        "VIGNETTE_FACE_OVERLAP, many"
    })
    void namesTheSettingThatCannotBeUsed(String variable, String value) {
        assertThatThrownBy(() -> Settings.fromEnvironment(name -> name.equals(variable) ? value : null))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(value);
    }
}
