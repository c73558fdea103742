package dev.vignette.renderer.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.media.Language;
import dev.vignette.renderer.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What the programs that time a voice by hand have in common. They print; nothing here is asserted. */
public final class VoiceMeasurements {
    private static final String TEXT =
            "The ferry leaves at nine in the morning, and the crossing takes a little less than two hours when the sea is calm.";

    private static final int REPEATS = 9;

    private VoiceMeasurements() {}

    /** Does {@code work} once and prints the seconds that it took. */
    public static <T> T timed(String what, Callable<T> work) {
        long start = System.nanoTime();
        try {
            T result = work.call();
            System.out.printf(Locale.ROOT, "%s: %.2f s%n", what, since(start));
            return result;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Work that gives nothing. */
    public interface Step {
        void run() throws Exception;
    }

    public static void timed(String what, Step work) {
        timed(what, () -> {
            work.run();
            return 0;
        });
    }

    /** Prints how long {@code work} takes at the first time, and the median of those that follow. */
    public static void repeated(String what, Runnable work) {
        long first = System.nanoTime();
        work.run();
        double began = since(first) * 1e3;
        double[] times = new double[REPEATS];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            work.run();
            times[i] = since(start) * 1e3;
        }
        System.out.printf(Locale.ROOT, "%s: %.2f ms (the first time %.0f)%n", what, median(times), began);
    }

    /** Seconds since {@code nanos} of {@link System#nanoTime}. */
    public static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Normally distributed numbers. */
    public static float[] drawn(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Says the sentence that all these programs say. */
    public static String spoken(Voice voice, Speaker speaker, long seed) {
        long began = System.nanoTime();
        double[] heard = {-1, 0};
        voice.speak(new Script(TEXT, Language.ENGLISH), speaker, seed, chunk -> {
            heard[0] = heard[0] < 0 ? since(began) : heard[0];
            heard[1] += chunk.sound().seconds();
        });
        double took = since(began);
        return String.format(
                Locale.ROOT,
                "speech %.1f s in %.3f s: RTF %.3f, first audio after %.0f ms",
                heard[1],
                took,
                took / heard[1],
                1e3 * heard[0]);
    }

    /** Prints how fast {@code count} sentences are said at once. */
    public static void atOnce(Voice voice, Speaker speaker, int count) throws InterruptedException {
        System.out.println(count + " at once:");
        try (ExecutorService pool = Executors.newFixedThreadPool(count)) {
            List<Callable<String>> sentences = new ArrayList<>();
            IntStream.range(0, count).forEach(seed -> sentences.add(() -> spoken(voice, speaker, seed)));
            for (Future<String> sentence : pool.invokeAll(sentences)) {
                System.out.println(sentence.resultNow());
            }
        }
    }

    /** Name and used memory of each card in MiB, by NVIDIA's own tool. */
    public static String cardMemory() {
        try {
            Process process =
                    new ProcessBuilder("nvidia-smi", "--query-gpu=name,memory.used", "--format=csv,noheader").start();
            return new String(process.getInputStream().readNBytes(4_000), UTF_8).strip();
        } catch (IOException e) {
            return "no card";
        }
    }
}
