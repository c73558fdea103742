package dev.vignette.bot.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.bot.Installation;
import dev.vignette.bot.ScriptedEquipment;
import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.TestVoice;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.turn.Film;
import dev.vignette.bot.turn.FilmListener;
import dev.vignette.bot.turn.FilmRequest;
import dev.vignette.bot.turn.Reason;
import dev.vignette.bot.turn.Speech;
import dev.vignette.bot.turn.TurnException;
import dev.vignette.clip.ClipId;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
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

    private static final SampleRate RATE = SampleRate.HZ_48000;

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
                installation.clips(),
                installation.equipment().engines(),
                new ClipFiles(installation.store(), installation.notes()));
    }

    @AfterEach
    void close() {
        installation.close();
    }

    private static FilmRequest request(String spoken, String avatar) {
        return request(spoken, avatar, AnswerForm.FILM);
    }

    private static FilmRequest request(String spoken, String avatar, AnswerForm form) {
        return new FilmRequest(
                TurnId.random(new Random(spoken.hashCode())), spoken, "en", avatar, null, form, PLATFORM);
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
    void theVoiceNoteOfAFilmIsItsVerySpeechAndIsThereBeforeIt() throws IOException {
        FilmRequest request = request("Hello there.", "ada", AnswerForm.VOICE_AND_FILM);
        List<String> told = new ArrayList<>();
        Film film = films.film(request, new FilmListener() {
            @Override
            public void onProgress(String stage, double fraction) {
                if (stage.equals("film") && fraction == 1) {
                    told.add("film");
                }
            }

            @Override
            public void onVoiceNote(String clip) {
                told.add(clip);
            }
        });

        assertThat(told).containsExactly(film.clip(), "film");
        assertThat(scripted.spoken).as("spoken").hasValue(1);
        Delivery.VoiceFile note = films.voice(film.clip());
        byte[] bytes = note.content().open().readAllBytes();
        assertThat(TestVoice.isOpusInOgg(bytes)).isTrue();
        assertThat(bytes).hasSize((int) note.size());
        Pcm sound = SoundDecoder.decode(films.file(film).content().open().readAllBytes(), RATE, SoundLimits.CHAT);
        assertThat(note.duration().toMillis())
                .as("the film's sound is filled up to a whole frame")
                .isBetween(sound.duration().toMillis() - 100, sound.duration().toMillis());
        films.discard(film.clip());
        assertThatThrownBy(() -> films.voice(film.clip()))
                .isInstanceOfSatisfying(
                        DeliveryException.class, e -> assertThat(e.retryable()).isFalse());
    }

    @Test
    void aFilmThatWasMadeWithoutAVoiceNoteHasOneWhenItIsWanted() throws IOException {
        Film film = films.film(request("Hello there.", "ada"), (stage, fraction) -> {});
        Delivery.VoiceFile note = films.voice(film.clip());
        assertThat(scripted.spoken).as("spoken").hasValue(1);
        assertThat(TestVoice.isOpusInOgg(note.content().open().readAllBytes())).isTrue();
        assertThat(note.duration()).isCloseTo(film.duration(), Duration.ofMillis(100));
        assertThat(films.voice(film.clip()).content().open().readAllBytes())
                .as("kept from now on")
                .isEqualTo(note.content().open().readAllBytes());
    }

    @Test
    void aVoiceNoteAloneMakesNoFilmAndIsMadeOnce() {
        FilmRequest request = request("Hello there.", "ada", AnswerForm.VOICE);
        Speech speech = films.speak(request, (stage, fraction) -> {});
        String clip = speech.clip();
        assertThat(speech.work()).as("engine time of what was made").isPositive();
        assertThat(films.speak(request, (stage, fraction) -> {})).isEqualTo(new Speech(clip, Duration.ZERO));
        assertThat(scripted.spoken).as("spoken").hasValue(1);
        assertThat(films.voice(clip).duration()).isPositive();
        assertThat(films.ready(request)).isEmpty();
        assertThat(films.film(request("Hello there.", "ada"), (stage, fraction) -> {})
                        .clip())
                .as("the film of the same words")
                .isEqualTo(clip);
    }

    @Test
    void whatAPlatformTakesIsObeyedBeforeAnythingIsMade() {
        var brief = new PlatformCapabilities(true, 10_000_000, Duration.ofSeconds(4), false, true, false, false);
        var narrow = new PlatformCapabilities(true, 800_000, Duration.ofMinutes(2), false, true, false, false);
        String whole = "One two three four five six seven. ".repeat(8).strip();
        FilmRequest own = request(whole, "ada");
        films.film(own, (stage, fraction) -> {});
        assertThat(scripted.text).as("a minute has room for all of it").hasValue(whole);
        for (PlatformCapabilities platform : List.of(brief, narrow)) {
            FilmRequest fitting =
                    new FilmRequest(own.turn(), own.spoken(), "en", "ada", null, AnswerForm.FILM, platform);
            Film film = films.film(fitting, (stage, fraction) -> {});
            assertThat(scripted.text.get()).isNotEmpty().hasSizeLessThan(whole.length() / 2);
            assertThat(whole).startsWith(scripted.text.get());
            Delivery.ClipFile file = films.file(film);
            assertThat(file.square()).isTrue();
            assertThat(file.size()).isLessThan(platform.maxBytes());
        }
    }

    @Test
    void anotherVoiceIsAnotherClip() {
        FilmRequest own = request("Hello there.", "ada");
        FilmRequest others = new FilmRequest(own.turn(), own.spoken(), "en", "ada", "mateo", AnswerForm.FILM, PLATFORM);
        Film film = films.film(own, (stage, fraction) -> {});
        Film other = films.film(others, (stage, fraction) -> {});
        assertThat(other.clip()).isNotEqualTo(film.clip());
        assertThat(installation
                        .store()
                        .find(new ClipId(other.clip()))
                        .orElseThrow()
                        .facts()
                        .shows("mateo"))
                .isTrue();
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
