package dev.vignette.evaluator.lipsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.evaluator.Sentences;
import dev.vignette.media.Language;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.FilmReader;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import dev.vignette.renderer.ClipRenderer;
import dev.vignette.renderer.RenderJob;
import dev.vignette.renderer.RenderListener;
import dev.vignette.renderer.RenderedClip;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarCatalogue;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.face.sketch.SketchFace;
import dev.vignette.renderer.voice.espeak.EspeakVoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job from end to end: real voice, real face, a real MP4, judged by its decoded pixels and samples. */
class SpokenFilmTest {
    /** Where only the mouth is measured, thirty films long. */
    private static final FilmFormat SMALL = new FilmFormat(256, 256, 25);

    private static ClipRenderer renderer;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() {
        renderer = new ClipRenderer(EspeakVoice.open(), List.of(new SketchFace()));
    }

    @AfterAll
    static void close() {
        renderer.close();
    }

    @ParameterizedTest
    @CsvSource({"en, ada", "es, mateo", "zh, lin"})
    void the_mouth_follows_the_voice(String code, String name) throws IOException {
        double[] openings = {};
        double[] loudness = {};
        for (String sentence : Sentences.in(new Language(code))) {
            Path film = directory.resolve("film.mp4");
            RenderedClip clip = render(sentence, code, name, SMALL, film);
            var mouth = new MouthOpening();
            int frames = FilmReader.read(film, mouth);
            Pcm sound = sound(film);

            assertThat(frames).isEqualTo(clip.frames());
            assertThat(frames / 25.0).isCloseTo(sound.seconds(), within(0.045));
            double[] envelope = SpeechEnvelope.of(sound, frames, 25);
            assertThat(Correlation.of(mouth.track(), envelope, 6).peakLag())
                    .as("lag of \"%s\"", sentence)
                    .isBetween(-1, 1);
            openings = joined(openings, scaled(mouth.track()));
            loudness = joined(loudness, scaled(envelope));
        }
        assertThat(Correlation.of(openings, loudness, 0).coefficient())
                .as("opening against loudness over ten sentences")
                .isGreaterThanOrEqualTo(0.6);
    }

    @Test
    void a_film_begins_and_ends_with_a_shut_mouth_and_silence_and_speaks_in_between() throws IOException {
        Path film = directory.resolve("film.mp4");
        render("Hello, I am Ada. Ask me anything.", "en", "ada", FilmFormat.PORTRAIT, film);
        var mouth = new MouthOpening();
        FilmReader.read(film, frame -> {
            assertThat(frame.width()).isEqualTo(512);
            assertThat(frame.height()).isEqualTo(682);
            mouth.accept(frame);
        });
        double[] track = mouth.track();
        Pcm sound = sound(film);
        int rate = sound.rate().hertz();

        assertThat(sound.slice(0, rate / 10).peak()).isLessThan(0.01);
        assertThat(sound.slice(sound.samples().length - rate / 5, sound.samples().length)
                        .peak())
                .isLessThan(0.01);
        assertThat(sound.rms()).isBetween(0.02, 0.3);
        assertThat(sound.peak()).isLessThanOrEqualTo(1);
        assertThat(Arrays.stream(track, 0, 2).max().orElseThrow()).isLessThan(0.1);
        assertThat(track[track.length - 1]).isLessThan(0.1);
    }

    @Test
    void the_same_job_gives_the_same_file() throws IOException {
        Path first = directory.resolve("first.mp4");
        Path second = directory.resolve("second.mp4");
        render("我喜欢 Java 编程。", "zh", "lin", FilmFormat.SQUARE, first);
        render("我喜欢 Java 编程。", "zh", "lin", FilmFormat.SQUARE, second);

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    private static RenderedClip render(String text, String code, String name, FilmFormat format, Path film) {
        Avatar avatar =
                AvatarCatalogue.builtIn().find(new AvatarId(name)).orElseThrow().avatar();
        var script = new Script(text, new Language(code));
        return renderer.render(
                new RenderJob(script, avatar, format, Duration.ofSeconds(30), 5), film, RenderListener.NONE);
    }

    private static Pcm sound(Path film) throws IOException {
        return SoundDecoder.decode(Files.readAllBytes(film), SampleRate.HZ_16000, SoundLimits.CHAT);
    }

    private static double[] scaled(double[] track) {
        double mean = Arrays.stream(track).average().orElseThrow();
        return Arrays.stream(track).map(x -> x / mean).toArray();
    }

    private static double[] joined(double[] a, double[] b) {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }
}
