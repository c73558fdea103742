package dev.vignette.evaluator.bench;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.FrameSink;
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
import java.util.function.ToDoubleFunction;

/**
 * Clips of all sizes and lengths in a row, one in ten killed in one of the {@linkplain End stages} of its making, and what memory is
 * left after every twentieth part of them. Flat means that the last third holds hardly more than the second: the first is warming up.
 * With a heap of one size that is touched at the start ({@code -Xms}, {@code -Xmx}, {@code -XX:+AlwaysPreTouch}), what grows
 * beyond is native.
 */
final class FaceSoak {
    private static final int READINGS = 20;
    private static final int ONE_IN = 10;
    private static final int THIRD_FRAME = 3;
    private static final List<FilmFormat> FORMATS = List.of(
            FilmFormat.SQUARE,
            FilmFormat.PORTRAIT,
            new FilmFormat(640, 640, 25),
            new FilmFormat(256, 342, 25),
            new FilmFormat(360, 360, 30));

    /** How the making of a clip ends. */
    private enum End {
        WHOLE,
        /** Closed when it is prepared and nothing was heard. */
        BEFORE_SPEECH,
        /** Closed when motion is being made, before a frame left. */
        IN_SPEECH,
        /** Interrupted while the next frames are being rendered. */
        INTERRUPTED,
        /** Whoever takes the frames fails. */
        SINK_FAILS,
        /** Interrupted before the networks hear the speech. */
        BEFORE_HEARING;

        static End of(int clip) {
            return clip % ONE_IN != 0 ? WHOLE : values()[1 + clip / ONE_IN % (values().length - 1)];
        }
    }

    /** A sink that gives up. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final DittoFace face;
    private final Consumer<String> progress;
    private final SplittableRandom random = new SplittableRandom(1);
    private int frames;

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
        List<ProcessMemory> memory = new ArrayList<>();
        int threads = 0;
        int most = 0;
        int killed = 0;
        int every = Math.max(1, clips / READINGS);
        for (int clip = 1; clip <= clips; clip++) {
            End end = End.of(clip);
            killed += end == End.WHOLE ? 0 : 1;
            film(clip % 2 == 0 ? known : guest, seconds * (0.1 + 0.9 * random.nextDouble()), clip, end);
            if (clip % every == 0) {
                ProcessMemory now = ProcessMemory.now();
                memory.add(now);
                int running = Thread.getAllStackTraces().size();
                threads = threads == 0 ? running : threads;
                most = Math.max(most, running);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%d clips, %d frames, %d killed: %.1f MiB resident (%.1f of no file), %.1f MiB on the heap, %d threads",
                        clip,
                        frames,
                        killed,
                        now.resident(),
                        now.own(),
                        now.heap(),
                        running));
            }
        }
        List<Sample> samples = new ArrayList<>();
        samples.add(Sample.of("clips", "", List.of((double) clips)));
        samples.add(Sample.of("of which killed", "", List.of((double) killed)));
        samples.add(Sample.of("frames", "", List.of((double) frames)));
        samples.addAll(course("resident", memory, every, ProcessMemory::resident));
        samples.addAll(course("resident, of no file", memory, every, ProcessMemory::own));
        samples.addAll(course("live heap", memory, every, ProcessMemory::heap));
        samples.add(Sample.of("threads more than at first", "", List.of((double) (most - threads))));
        return samples;
    }

    private static List<Sample> course(
            String what, List<ProcessMemory> memory, int every, ToDoubleFunction<ProcessMemory> part) {
        List<Double> readings = memory.stream().map(part::applyAsDouble).toList();
        return List.of(
                Sample.of(what + ", every " + every + " clips", "MiB", readings),
                Sample.of(what + ", last third over second", "MiB", List.of(growth(readings))));
    }

    private void film(Avatar who, double seconds, int seed, End end) {
        FilmFormat format = FORMATS.get(seed % FORMATS.size());
        int[] shown = {0};
        FrameSink sink = frame -> {
            frames++;
            if (++shown[0] == THIRD_FRAME && end == End.SINK_FAILS) {
                throw new Enough();
            }
            if (shown[0] == THIRD_FRAME && end == End.INTERRUPTED) {
                Thread.currentThread().interrupt();
            }
        };
        try (Performance film = face.perform(who, format, seed)) {
            if (end == End.BEFORE_HEARING) {
                Thread.currentThread().interrupt();
            }
            if (end != End.BEFORE_SPEECH) {
                film.hear(FilmBench.speech(seconds, seed), sink);
            }
            if (end != End.BEFORE_SPEECH && end != End.IN_SPEECH) {
                film.finish(sink);
            }
        } catch (Enough expected) {
            return;
        } catch (RenderException e) {
            if (e.reason() != RenderException.Reason.CANCELLED || end == End.WHOLE) {
                throw e;
            }
        } finally {
            // What was interrupted may not disturb the next.
            Thread.interrupted();
        }
    }

    private static double growth(List<Double> readings) {
        int third = Math.max(1, readings.size() / 3);
        int last = readings.size() - third;
        return mean(readings.subList(last, readings.size()))
                - mean(readings.subList(Math.max(0, last - third), Math.max(1, last)));
    }

    private static double mean(List<Double> readings) {
        return readings.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
