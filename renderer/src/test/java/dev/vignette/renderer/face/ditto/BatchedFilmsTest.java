package dev.vignette.renderer.face.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.voice.SpeechChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames rendered together, over time and of several films, are those that are rendered one by one. */
class BatchedFilmsTest {
    private static final FilmFormat SMALL = new FilmFormat(64, 64, 25);

    @TempDir
    private Path home;

    private DittoFace face(int batch) {
        return DittoFace.open(Puppets.ENGINE, new DittoFace.Installation(Puppets.home(), null, home, batch));
    }

    private static List<byte[]> film(DittoFace face, String who, int seed, double seconds) {
        float[] samples = new float[(int) (seconds * 16_000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.3 * Math.sin(i * 0.1) * Math.sin(i * 0.0003 * seed));
        }
        List<byte[]> frames = new ArrayList<>();
        try (Performance film = face.perform(Puppets.avatar(who, Puppets.portrait(who)), SMALL, seed)) {
            film.hear(
                    new SpeechChunk(new Pcm(samples, SampleRate.HZ_16000), List.of()), f -> frames.add(f.y().clone()));
            film.finish(f -> frames.add(f.y().clone()));
        }
        return frames;
    }

    @Test
    void frameForFrameTheSameAloneAndTogether() throws InterruptedException, ExecutionException, IOException {
        List<List<byte[]>> alone = new ArrayList<>();
        try (DittoFace face = face(1)) {
            alone.add(film(face, "ada", 3, 0.7));
            alone.add(film(face, "lin", 4, 0.5));
            alone.add(film(face, "ada", 5, 0.3));
        }
        assertThat(home.resolve("networks"))
                .as("the processor takes the files as they are")
                .doesNotExist();
        try (DittoFace face = face(4);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<byte[]>>> together = List.of(
                    threads.submit(() -> film(face, "ada", 3, 0.7)),
                    threads.submit(() -> film(face, "lin", 4, 0.5)),
                    threads.submit(() -> film(face, "ada", 5, 0.3)));
            for (int i = 0; i < together.size(); i++) {
                assertSame(together.get(i).get(), alone.get(i));
            }
        }
        try (var files = Files.list(home.resolve("networks"))) {
            List<Path> copies = files.toList();
            assertThat(copies)
                    .hasSize(3)
                    .allSatisfy(copy -> assertThat(OnnxFile.read(copy).opset()).isEqualTo(20));
        }
    }

    private static void assertSame(List<byte[]> one, List<byte[]> other) {
        assertThat(one).hasSameSizeAs(other);
        int most = 0;
        for (int k = 0; k < one.size(); k++) {
            for (int i = 0; i < one.get(k).length; i++) {
                most = Math.max(most, Math.abs((one.get(k)[i] & 255) - (other.get(k)[i] & 255)));
            }
        }
        assertThat(most)
                .as("grey levels: batches round otherwise, which now and then tips one")
                .isLessThanOrEqualTo(1);
    }

    @Test
    void whatCannotBeEditedIsRenderedOneByOne() throws IOException {
        Files.createFile(home.resolve("networks")); // where the copies' folder should be
        try (DittoFace face = face(4)) {
            assertThat(film(face, "ada", 3, 0.1)).hasSize(3);
        }
    }
}
