package dev.vignette.renderer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vignette.media.Language;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.FilmTags;
import dev.vignette.media.film.FilmWriter;
import dev.vignette.media.film.Frame;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundLaneTest {
    private static final SampleRate RATE = SampleRate.HZ_24000;
    private static final FilmFormat FORMAT = FilmFormat.SQUARE;

    @TempDir
    private Path folder;

    @Test
    void allSoundIsInTheFilmWhenTheLaneHasFinished() {
        try (FilmWriter film = film();
                SoundLane lane = new SoundLane(film)) {
            for (int piece = 0; piece < 10; piece++) {
                lane.add(Pcm.silence(Duration.ofMillis(100), RATE));
            }
            film.accept(Frame.allocate(FORMAT.width(), FORMAT.height()));
            lane.finish();
            assertThat(film.finish().duration()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void whatGoesWrongWithTheSoundIsToldInTheEnd() {
        try (FilmWriter film = film();
                SoundLane lane = new SoundLane(film)) {
            lane.add(Pcm.silence(Duration.ofMillis(100), SampleRate.HZ_48000));
            lane.add(Pcm.silence(Duration.ofMillis(100), RATE));
            assertThatIllegalArgumentException().isThrownBy(lane::finish).withMessageContaining("announced with");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private FilmWriter film() {
        return FilmWriter.open(
                folder.resolve("film.mp4"), FORMAT, RATE, new FilmTags("Test", "a test", Language.ENGLISH));
    }
}
