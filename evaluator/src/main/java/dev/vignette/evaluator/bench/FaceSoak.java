package dev.vignette.evaluator.bench;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.DittoFace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Clips of all sizes and lengths in a row, one in ten given up half-way, and what memory is left after every twentieth
 * part of them. Flat means that the last quarter holds hardly more than the second: the first is warming up.
 */
final class FaceSoak {
    private static final int READINGS = 20;
    private static final List<FilmFormat> FORMATS = List.of(
            FilmFormat.SQUARE,
            FilmFormat.PORTRAIT,
            new FilmFormat(640, 640, 25),
            new FilmFormat(256, 342, 25),
            new FilmFormat(360, 360, 30));

    private final DittoFace face;
    private final Consumer<String> progress;
    private final SplittableRandom random = new SplittableRandom(1);

    FaceSoak(DittoFace face, Consumer<String> progress) {
        this.face = face;
        this.progress = progress;
    }

    /**
     * @param clips in a row
     * @param seconds of the longest
     */
    List<Sample> run(int clips, double seconds) throws IOException {
        Avatar known = FilmBench.portrait("bench");
        Avatar guest = FilmBench.portrait("guest");
        List<Double> resident = new ArrayList<>();
        List<Double> heap = new ArrayList<>();
        int threads = 0;
        int most = 0;
        int frames = 0;
        int givenUp = 0;
        int every = Math.max(1, clips / READINGS);
        for (int clip = 1; clip <= clips; clip++) {
            boolean complete = clip % 10 != 0;
            givenUp += complete ? 0 : 1;
            frames += film(clip % 2 == 0 ? known : guest, seconds * (0.1 + 0.9 * random.nextDouble()), clip, complete);
            if (clip % every == 0) {
                ProcessMemory memory = ProcessMemory.now();
                resident.add(memory.resident());
                heap.add(memory.heap());
                int running = Thread.getAllStackTraces().size();
                threads = threads == 0 ? running : threads;
                most = Math.max(most, running);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%d clips, %d frames, %d given up: %.1f MiB resident, %.1f MiB on the heap, %d threads",
                        clip,
                        frames,
                        givenUp,
                        memory.resident(),
                        memory.heap(),
                        running));
            }
        }
        return List.of(
                Sample.of("resident memory, every " + every + " clips", "MiB", resident),
                Sample.of("heap, every " + every + " clips", "MiB", heap),
                Sample.of("resident, last quarter over second", "MiB", List.of(growth(resident))),
                Sample.of("heap, last quarter over second", "MiB", List.of(growth(heap))),
                Sample.of("threads more than at first", "", List.of((double) (most - threads))));
    }

    private int film(Avatar who, double seconds, int seed, boolean complete) {
        int[] frames = {0};
        FilmFormat format = FORMATS.get(seed % FORMATS.size());
        try (Performance film = face.perform(who, format, seed)) {
            film.hear(FilmBench.speech(seconds, seed), frame -> {
                if (++frames[0] == 3 && !complete && seed % 20 == 0) {
                    Thread.currentThread().interrupt();
                }
            });
            if (complete) {
                film.finish(frame -> frames[0]++);
            }
        } catch (RenderException e) {
            if (e.reason() != RenderException.Reason.CANCELLED || !Thread.interrupted()) {
                throw e;
            }
        }
        // What was interrupted may not disturb the next.
        Thread.interrupted();
        return frames[0];
    }

    private static double growth(List<Double> readings) {
        int quarter = readings.size() / 4;
        return mean(readings.subList(readings.size() - Math.max(1, quarter), readings.size()))
                - mean(readings.subList(quarter, Math.max(quarter + 1, 2 * quarter)));
    }

    private static double mean(List<Double> readings) {
        return readings.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
