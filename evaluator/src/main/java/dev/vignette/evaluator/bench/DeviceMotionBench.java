package dev.vignette.evaluator.bench;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.Tensor;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.renderer.face.ditto.device.DeviceNetworks;
import dev.vignette.renderer.face.ditto.device.FrameKernels;
import dev.vignette.renderer.face.ditto.device.MotionLoop;
import dev.vignette.renderer.face.ditto.motion.Denoiser;
import dev.vignette.renderer.face.ditto.motion.MersenneTwister;
import dev.vignette.renderer.face.ditto.motion.MotionDiffusion;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Measures what leads from sound to motion on an NVIDIA GPU, and how far it is from single precision on the processor. */
final class DeviceMotionBench {
    /** As many as the product gives HuBERT at once. */
    static final int WINDOWS_OF_SOUND = 8;

    private final DeviceNetworks networks;
    private final Supplier<FrameKernels> kernels;
    private final Path directory;
    private final Readings readings;

    /** @param directory with Ditto's files */
    DeviceMotionBench(DeviceNetworks networks, Supplier<FrameKernels> kernels, Path directory, Readings readings) {
        this.networks = networks;
        this.kernels = kernels;
        this.directory = directory;
        this.readings = readings;
    }

    /** A window of 80 frames of motion. */
    void window(int steps, int exact, double goal) {
        try (OnnxRuntimeEngine host = OnnxRuntimeEngine.cpu();
                MotionLoop loop = new MotionLoop(networks, kernels.get(), host, steps, exact)) {
            float[][] between = new float[steps - 1][];
            Arrays.setAll(between, i -> readings.numbers(80 * 265, 1));
            float[] initial = readings.numbers(80 * 265, 1);
            float[] rest = readings.numbers(265, 1);
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                rows.add(readings.numbers(1103, 1));
            }
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < Readings.WARM + readings.rounds(); i++) {
                long start = System.nanoTime();
                loop.window(initial, between, rest, rows);
                if (i >= Readings.WARM) {
                    times.add((System.nanoTime() - start) * 1e-6);
                }
            }
            readings.add(Sample.of(
                            "window of motion, " + steps + " steps, " + exact + " of them exact, host to host",
                            "ms",
                            times)
                    .goal(goal, 0.5));
        }
    }

    /** Windows of several films at once. */
    void windows(int steps, int exact, int windows) {
        try (OnnxRuntimeEngine host = OnnxRuntimeEngine.cpu();
                MotionLoop loop = new MotionLoop(networks, kernels.get(), host, steps, exact, windows)) {
            float[][] between = new float[steps - 1][];
            Arrays.setAll(between, i -> readings.numbers(80 * 265, 1));
            var window = new MotionLoop.Window(
                    readings.numbers(80 * 265, 1),
                    between,
                    readings.numbers(265, 1),
                    Collections.nCopies(80, readings.numbers(1103, 1)));
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < Readings.WARM + readings.rounds(); i++) {
                long start = System.nanoTime();
                loop.fill(window);
                if (i >= Readings.WARM) {
                    times.add((System.nanoTime() - start) * 1e-6);
                }
            }
            readings.add(Sample.of(
                    windows + " windows of motion at once, " + steps + " steps, " + exact
                            + " of them exact, host to host",
                    "ms",
                    times));
        }
    }

    /** HuBERT on several windows at once: its time, and the distance of each from single precision on the processor. */
    void speech() {
        DeviceNetwork speech = networks.speech(WINDOWS_OF_SOUND);
        for (int windows = 1; windows <= WINDOWS_OF_SOUND; windows *= 2) {
            float[] samples = readings.numbers(6480 * windows, 1);
            float[] made = new float[windows * 20 * 1024];
            try (DeviceScope scope = networks.engine().scope()) {
                Tensor in = scope.floats(samples, windows, 6480);
                DeviceTensor out = scope.device(FLOAT32, windows, 20, 1024);
                try (BoundRun run = speech.bind(scope, Map.of("input_values", in), Map.of("features", out))) {
                    readings.add(Sample.of(
                            "HuBERT, " + windows + " windows at once",
                            "ms",
                            readings.millis(scope.stream(), run::launch)));
                    out.floats().get(made);
                }
            }
            if (windows == WINDOWS_OF_SOUND) {
                compare(samples, made, windows);
            }
        }
    }

    private void compare(float[] samples, float[] made, int windows) {
        try (OnnxRuntimeEngine host = OnnxRuntimeEngine.cpu();
                DittoNetworks published = new DittoNetworks(host, directory)) {
            double worst = 0;
            for (int i : new int[] {0, windows - 1}) {
                float[] expected = published.output(
                        DittoNetwork.HUBERT, "encoding_out", Arrays.copyOfRange(samples, 6480 * i, 6480 * (i + 1)));
                float[] one = Arrays.copyOfRange(made, 20 * 1024 * i, 20 * 1024 * (i + 1));
                worst = Math.max(worst, Readings.relativeError(one, expected));
            }
            readings.add(Sample.of("HuBERT, " + windows + " windows at once, relative error", "", List.of(worst)));
        }
    }

    /** HuBERT on 6480 samples: its time, and its distance from single precision on the processor. */
    void sound(Precision precision) {
        DeviceNetwork hubert = networks.hubert(precision);
        float[] samples = readings.numbers(6480, 1);
        float[] made;
        try (DeviceScope scope = networks.engine().scope()) {
            Tensor in = scope.floats(samples, 1, 6480);
            DeviceTensor out = scope.device(FLOAT32, 20, 1024);
            try (BoundRun run = hubert.bind(scope, Map.of("input_values", in), Map.of("encoding_out", out))) {
                readings.add(Sample.of(
                        "HuBERT, a window, " + precision, "ms", readings.millis(scope.stream(), run::launch)));
                made = new float[20 * 1024];
                out.floats().get(made);
            }
        }
        try (OnnxRuntimeEngine host = OnnxRuntimeEngine.cpu();
                DittoNetworks published = new DittoNetworks(host, directory)) {
            float[] expected = published.output(DittoNetwork.HUBERT, "encoding_out", samples);
            readings.add(Sample.of(
                    "HuBERT, " + precision + ", relative error", "", List.of(Readings.relativeError(made, expected))));
        }
    }

    /** Motion against the whole network step by step on the processor. */
    void quality(int steps, int exact) {
        try (OnnxRuntimeEngine host = OnnxRuntimeEngine.cpu();
                DittoNetworks published = new DittoNetworks(host, directory);
                MotionLoop loop = new MotionLoop(networks, kernels.get(), host, steps, exact)) {
            float[] rest = readings.numbers(265, 1);
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                rows.add(readings.numbers(1103, 1));
            }
            MersenneTwister noise = new MersenneTwister(5);
            Denoiser whole = (x, frame, condition, time) -> {
                Map<String, float[]> outputs =
                        published.run(DittoNetwork.LMDM, x, frame, condition, new float[] {time});
                return new Denoiser.Prediction(
                        DittoNetworks.output(DittoNetwork.LMDM, outputs, "pred_noise"),
                        DittoNetworks.output(DittoNetwork.LMDM, outputs, "x_start"));
            };
            float[][] expected = new MotionDiffusion(whole, steps, noise).window(rest, rows);
            MersenneTwister same = new MersenneTwister(5);
            float[][] between = new float[steps - 1][];
            for (int i = 0; i < steps - 1; i++) {
                between[i] = same.normals(80 * 265);
            }
            float[] made = loop.window(same.normals(80 * 265), between, rest, rows);
            float[] all = new float[made.length];
            for (int i = 0; i < expected.length; i++) {
                System.arraycopy(expected[i], 0, all, i * 265, 265);
            }
            double most = 0;
            for (int i = 0; i < made.length; i++) {
                most = Math.max(most, Math.abs(made[i] - all[i]));
            }
            String what = "motion of " + steps + " steps, " + exact + " of them exact, ";
            readings.add(Sample.of(what + "relative error", "", List.of(Readings.relativeError(made, all)))
                    .goal(1e-3, 0.5));
            readings.add(Sample.of(what + "greatest difference", "", List.of(most)));
        }
    }
}
