package dev.vignette.evaluator.bench;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.DittoFace;
import dev.vignette.renderer.face.ditto.SpeedEstimate;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.Timbre;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;

/** Makes films of a built-in portrait, one or several at a time. */
final class FilmBench {
    private final DittoFace face;
    private final int batch;

    /** @param batch frames that {@code face} renders at once */
    FilmBench(DittoFace face, int batch) {
        this.face = face;
        this.batch = batch;
    }

    /** When the first frame of a film was there, how many there were, and when it was over; seconds from its beginning. */
    private record Film(double first, int frames, double whole) {}

    /**
     * Registers the portrait, then films it.
     *
     * @param seconds of speech
     * @param together films at the same time
     */
    List<Sample> run(double seconds, int together) throws IOException {
        Avatar portrait = portrait("bench");
        long start = System.nanoTime();
        face.source(portrait);
        double registered = since(start);
        SpeedEstimate estimate = face.estimate();
        List<Film> films = new ArrayList<>();
        start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Film>> tasks = new ArrayList<>();
            for (int i = 0; i < together; i++) {
                int seed = i;
                tasks.add(() -> film(portrait, seconds, seed));
            }
            for (Future<Film> film : threads.invokeAll(tasks)) {
                films.add(film.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A film failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The measurement was interrupted.", e);
        }
        double whole = since(start);
        int frames = films.stream().mapToInt(Film::frames).sum();
        String which = (together == 1 ? "film" : together + " films at once") + (batch == 1 ? "" : ", batch " + batch);
        return List.of(
                Sample.of(which + ", portrait made ready", "s", List.of(registered)),
                Sample.of(which + ", real-time factor as estimated", "×", List.of(estimate.realTimeFactor())),
                Sample.of(
                        which + ", sound to first frame",
                        "s",
                        films.stream().map(Film::first).toList()),
                Sample.of(which + ", frames a second", "1/s", List.of(frames / whole)),
                Sample.of(
                        which + ", real-time factor",
                        "×",
                        films.stream().map(film -> film.whole / seconds).toList()),
                Sample.of(which + ", resident afterwards", "MiB", List.of(ProcessMemory.residentNow())));
    }

    private Film film(Avatar portrait, double seconds, int seed) {
        long[] first = {0};
        int[] frames = {0};
        long start = System.nanoTime();
        try (Performance film = face.perform(portrait, FilmFormat.SQUARE, seed)) {
            film.hear(speech(seconds, seed), frame -> first[0] = frames[0]++ == 0 ? System.nanoTime() : first[0]);
            film.finish(frame -> first[0] = frames[0]++ == 0 ? System.nanoTime() : first[0]);
        }
        return new Film((first[0] - start) * 1e-9, frames[0], since(start));
    }

    /** Something that rises and falls as speech does. */
    static SpeechChunk speech(double seconds, int seed) {
        SampleRate rate = SampleRate.HZ_16000;
        float[] samples = new float[(int) (seconds * rate.hertz())];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.2 * Math.sin(i * 0.06) * Math.sin(i * 0.001 + seed));
        }
        return new SpeechChunk(new Pcm(samples, rate), List.of());
    }

    /** A built-in drawing, as if it were a photograph. */
    static Avatar portrait(String id) throws IOException {
        try (InputStream file = FilmBench.class.getResourceAsStream("/avatars/ada/portrait.png")) {
            if (file == null) {
                throw new IOException("The built-in portrait is missing.");
            }
            BufferedImage read = ImageIO.read(file);
            BufferedImage picture = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
            picture.getGraphics().drawImage(read, 0, 0, null);
            Look look = new Look.Photograph(picture, "bench");
            return new Avatar(new AvatarId(id), "1", look, new Timbre(200, 0.2, 4, List.of()));
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }
}
