package dev.vignette.bot.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.bot.Installation;
import dev.vignette.bot.ScriptedEquipment;
import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.turn.Film;
import dev.vignette.bot.turn.FilmRequest;
import dev.vignette.bot.turn.Reason;
import dev.vignette.bot.turn.TurnException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipFilmsTest {
    private static final PlatformCapabilities PLATFORM =
            new PlatformCapabilities(false, 10_000_000, Duration.ofMinutes(1), true, true, false, true);

    @TempDir
    private Path home;

    private final ScriptedEquipment scripted = new ScriptedEquipment();
    private Installation installation;
    private ClipFilms films;

    @BeforeEach
    void open() {
        Settings settings = Settings.from(Map.of("vignette.home", home.toString())::get);
        installation = Installation.open(settings, scripted.equipment(), new SimpleMeterRegistry());
        films = new ClipFilms(
                installation.clips(), installation.equipment().engines(), new ClipFiles(installation.store()));
    }

    @AfterEach
    void close() {
        installation.close();
    }

    private static FilmRequest request(String spoken, String avatar) {
        return new FilmRequest(TurnId.random(new Random(spoken.hashCode())), spoken, "en", avatar, PLATFORM);
    }

    @Test
    void aFilmIsMadeOnceAndThenLiesReady() {
        FilmRequest request = request("Hello there.", "ada");
        assertThat(films.ready(request)).isEmpty();
        List<String> stages = new ArrayList<>();
        Film made = films.film(request, (stage, fraction) -> stages.add(stage));

        assertThat(made.cached()).isFalse();
        assertThat(made.duration()).isPositive();
        assertThat(made.location()).hasToString("/api/v1/videos/" + made.clip());
        assertThat(made.engines()).containsKeys("voice", "face", "encoder");
        assertThat(made.timings()).containsKeys("voice", "face", "film", "total");
        assertThat(stages).contains("voice", "face");
        assertThat(films.ready(request("Hello there.", "ada")).orElseThrow())
                .extracting(Film::clip, Film::cached)
                .containsExactly(made.clip(), true);
        assertThat(scripted.spoken).hasValue(1);
    }

    @Test
    void failuresAreTheJournalsOwn() {
        assertThat(failure(request("This is " + ScriptedEquipment.UNSPEAKABLE + ".", "ada")))
                .extracting(TurnException::reason, TurnException::retryable)
                .containsExactly(Reason.UNSPEAKABLE, false);
        assertThat(failure(request("This is " + ScriptedEquipment.BROKEN + ".", "ada")))
                .extracting(TurnException::reason, TurnException::retryable)
                .containsExactly(Reason.FILM_FAILED, true);
        assertThat(failure(request("Nobody says this.", "nobody")))
                .extracting(TurnException::reason, TurnException::retryable)
                .containsExactly(Reason.UNUSABLE_AVATAR, false);
    }

    @Test
    void aMissingVoiceIsSaidToBeMissing() {
        scripted.voiceMissing = true;
        assertThat(failure(request("Anything.", "ada")).reason()).isEqualTo(Reason.ENGINE_MISSING);
    }

    private TurnException failure(FilmRequest request) {
        return catchThrowableOfType(TurnException.class, () -> films.film(request, (stage, fraction) -> {}));
    }
}
