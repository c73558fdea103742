package dev.vignette.evaluator.bench;

import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaEvent;
import dev.vignette.inference.cuda.CudaStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/** What is measured on a GPU, said line by line as soon as it is known. Used by one thread. */
final class Readings {
    /** Readings of which a median says something. */
    private static final int ENOUGH = 5;

    /** Runs before those that count. */
    static final int WARM = 3;

    private final CudaDevice device;
    private final int rounds;
    private final Consumer<String> said;
    private final List<Sample> samples = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(17);

    /** @param rounds how often each thing is run */
    Readings(CudaDevice device, int rounds, Consumer<String> said) {
        this.device = device;
        this.rounds = rounds;
        this.said = said;
    }

    int rounds() {
        return rounds;
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    void say(String line) {
        said.accept(line);
    }

    void add(Sample sample) {
        samples.add(sample);
        String goal =
                sample.hasGoal() ? (sample.met() ? "  (goal met)" : "  (goal missed: " + sample.goal() + ")") : "";
        double median = sample.quantile(0.5);
        int count = sample.readings().size();
        String spread = count < ENOUGH
                ? ""
                : String.format(Locale.ROOT, ", 95 %%: %.3f, most: %.3f", sample.quantile(0.95), sample.quantile(1));
        say(String.format(
                Locale.ROOT,
                median < 0.01 ? "%-58s %10.2e %s%s%s" : "%-58s %10.3f %s%s%s",
                sample.name(),
                median,
                sample.unit(),
                goal,
                spread));
    }

    /** The device's own time for what {@code work} puts into the stream, in milliseconds. */
    List<Double> millis(CudaStream stream, Runnable work) {
        List<Double> millis = new ArrayList<>();
        try (CudaEvent start = CudaEvent.timing(device);
                CudaEvent end = CudaEvent.timing(device)) {
            for (int i = 0; i < WARM + rounds; i++) {
                start.record(stream);
                work.run();
                end.record(stream);
                double one = end.millisSince(start);
                if (i >= WARM) {
                    millis.add(one);
                }
            }
        }
        return millis;
    }

    static List<Double> each(List<Double> values, DoubleUnaryOperator change) {
        return values.stream().map(change::applyAsDouble).toList();
    }

    /** Made-up numbers from −width to width. */
    float[] numbers(int count, float width) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextFloat() - 0.5f) * 2 * width;
        }
        return values;
    }

    /** The root of the error's power over the root of the expected values'. */
    static double relativeError(float[] made, float[] expected) {
        double error = 0;
        double power = 0;
        for (int i = 0; i < made.length; i++) {
            double difference = (double) made[i] - expected[i];
            error += difference * difference;
            power += (double) expected[i] * expected[i];
        }
        return Math.sqrt(error / power);
    }
}
