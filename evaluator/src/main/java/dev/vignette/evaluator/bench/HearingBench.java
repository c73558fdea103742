package dev.vignette.evaluator.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.vignette.conversation.hearing.whisper.WhisperStages;
import dev.vignette.inference.Engine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.standin.whisper.StandInWhisper;
import dev.vignette.inference.standin.whisper.WhisperShape;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vignette bench hearing}: what a voice note costs, stage by stage. */
@Command(
        name = "hearing",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how long Whisper takes for a voice note of ten seconds on this machine.",
            "Without --model a stand-in of the exact architecture with random weights is written and measured: its words are"
                    + " nonsense, its times are those of the real model in the same precision."
        })
final class HearingBench implements Callable<Integer> {
    private static final double NOTE_SECONDS = 10;
    /** The optimising compiler is done with the features after so many windows. */
    private static final int FEATURE_ROUNDS = 100;

    @Option(
            names = "--size",
            defaultValue = "BASE",
            description = "Size of the stand-in: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private WhisperShape.Published size = WhisperShape.Published.BASE;

    @Option(
            names = "--decoder",
            defaultValue = "MERGED_QUANTISED",
            description = "The stand-in's decoder: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private StandInWhisper.Decoder decoder = StandInWhisper.Decoder.MERGED_QUANTISED;

    @Option(names = "--model", paramLabel = "DIR", description = "Measure this installed model instead.")
    private @Nullable Path model;

    @Option(names = "--silero", paramLabel = "FILE", description = "Find speech with this Silero VAD file.")
    private @Nullable Path silero;

    @Option(names = "--tokens", defaultValue = "30", description = "Length of the answer (default: ${DEFAULT-VALUE}).")
    private int tokens;

    @Option(
            names = "--warm-up",
            defaultValue = "2",
            description = "Rounds before those that count (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "How often to measure (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    public Integer call() throws IOException {
        if (tokens < 1 || tokens > 400 || rounds < 1 || warmUp < 0) {
            System.err.println("bench: --tokens must be 1..400, --rounds at least 1 and --warm-up at least 0");
            return 2;
        }
        if (model != null) {
            return measure(model);
        }
        try (var home = TemporaryHome.create()) {
            System.err.println("bench: writing a stand-in for " + size.modelName());
            StandInWhisper.of(size).write(home.path(), decoder, 1);
            return measure(home.path());
        }
    }

    private int measure(Path directory) throws IOException {
        Pcm note = murmur(NOTE_SECONDS);
        Pcm window = murmur(30);
        double before = ProcessMemory.residentNow();
        try (Engine engine = OnnxRuntimeEngine.cpu();
                var stages = WhisperStages.open(engine, directory, silero)) {
            System.err.println(
                    "bench: " + stages.model() + ", " + engine.name() + ", speech found by " + stages.speechDetector());
            List<Double> features = new ArrayList<>();
            for (int i = 0; i < FEATURE_ROUNDS; i++) {
                features.add(stages.fullWindowFeatures(window));
            }
            List<WhisperStages.Times> times = new ArrayList<>();
            List<Double> processor = new ArrayList<>();
            for (int i = 0; i < warmUp + rounds; i++) {
                long worked = processorNanos();
                times.add(stages.measure(note, tokens));
                processor.add(1e-6 * (processorNanos() - worked));
            }
            times.subList(0, warmUp).clear();
            processor.subList(0, warmUp).clear();
            boolean base = model == null && size == WhisperShape.Published.BASE && tokens == 30;
            List<Sample> samples = new ArrayList<>();
            samples.add(Sample.of("features of 30 s", "ms", features.subList(FEATURE_ROUNDS / 2, FEATURE_ROUNDS))
                    .goal(15, 0.5));
            samples.add(sample("finding speech in a note of 10 s", times, WhisperStages.Times::detection));
            samples.add(sample("features of the note", times, WhisperStages.Times::features));
            samples.add(sample("encoder", times, WhisperStages.Times::encoder));
            samples.add(sample("prompt: language and task", times, WhisperStages.Times::prompt));
            samples.add(sample("each token", times, WhisperStages.Times::token));
            Sample total = sample("note of 10 s, answer of " + tokens + " tokens", times, WhisperStages.Times::total);
            samples.add(base ? total.goal(1_500, 0.5) : total);
            samples.add(Sample.of(
                    "  real-time factor",
                    "×",
                    times.stream().map(t -> t.total() / 1000 / NOTE_SECONDS).toList()));
            samples.add(Sample.of("  processor time, all cores together", "ms", processor));
            samples.add(Sample.of(
                    "memory: resident, beyond the bare JVM", "MiB", List.of(ProcessMemory.residentNow() - before)));
            var report = new Report(Machine.here(), Instant.now(), samples);
            System.out.println();
            System.out.print(stages.model());
            report.print(System.out);
            return report.allGoalsMet() ? 0 : 1;
        }
    }

    private static Sample sample(
            String name, List<WhisperStages.Times> times, ToDoubleFunction<WhisperStages.Times> stage) {
        return Sample.of(
                name, "ms", times.stream().map(t -> stage.applyAsDouble(t)).toList());
    }

    /** A seeded hiss in syllables. */
    private static Pcm murmur(double seconds) {
        Random random = new Random(1);
        float[] samples = new float[(int) (seconds * SampleRate.HZ_16000.hertz())];
        for (int i = 0; i < samples.length; i++) {
            double syllable = Math.pow(Math.sin(4 * Math.PI * i / SampleRate.HZ_16000.hertz()), 2);
            samples[i] = (float) (0.1 * syllable * random.nextGaussian());
        }
        return new Pcm(samples, SampleRate.HZ_16000);
    }

    /** What this process has used; on a busy machine it tells more than the clock. */
    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
