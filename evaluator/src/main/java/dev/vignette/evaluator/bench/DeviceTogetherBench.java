package dev.vignette.evaluator.bench;

import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.face.ditto.device.DeviceNetworks;
import dev.vignette.renderer.face.ditto.device.FrameKernels;
import dev.vignette.renderer.face.ditto.device.FramePipeline;
import dev.vignette.renderer.face.ditto.device.MotionLoop;
import dev.vignette.renderer.face.ditto.device.SourceOnDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Measures what frames and windows of motion cost each other on an NVIDIA GPU when two threads ask for them. Networks of a process run one after the
 * other there, so it is the waiting that shows; until 2026-11-23 each had a stream of its own.
 */
final class DeviceTogetherBench {
    private static final int VOLUME = 32 * 16 * 64 * 64;
    private static final double SECONDS = 2;

    private final DeviceNetworks networks;
    private final Supplier<FrameKernels> kernels;
    private final Readings readings;

    DeviceTogetherBench(DeviceNetworks networks, Supplier<FrameKernels> kernels, Readings readings) {
        this.networks = networks;
        this.kernels = kernels;
        this.readings = readings;
    }

    /** @param steps of a window, the last {@code exact} of them in single precision */
    void run(int frames, int steps, int exact) throws InterruptedException {
        try (OnnxRuntimeEngine host = OnnxRuntimeEngine.cpu();
                FramePipeline pipeline = new FramePipeline(networks, kernels.get(), frames, true);
                FramePipeline second = new FramePipeline(networks, kernels.get(), frames, true);
                SourceOnDevice source = SourceOnDevice.of(networks, kernels.get(), readings.numbers(VOLUME, 1));
                MotionLoop loop = new MotionLoop(networks, kernels.get(), host, steps, exact)) {
            for (int i = 0; i < frames; i++) {
                pipeline.set(i, source, readings.numbers(63, 0.6f), readings.numbers(63, 0.6f));
                second.set(i, source, readings.numbers(63, 0.6f), readings.numbers(63, 0.6f));
            }
            float[][] between = new float[steps - 1][];
            Arrays.setAll(between, i -> readings.numbers(80 * 265, 1));
            float[] initial = readings.numbers(80 * 265, 1);
            List<float[]> rows = Collections.nCopies(80, readings.numbers(1103, 1));
            Runnable rendering = rendering(pipeline);
            Runnable moving = () -> loop.window(initial, between, new float[265], rows);
            String window = "window of motion, " + steps + " steps, " + exact + " exact";
            readings.add(
                    Sample.of("batch of " + frames + " frames, alone", "ms", times(rendering, new AtomicBoolean(), 1)));
            readings.add(Sample.of(window + ", alone", "ms", times(moving, new AtomicBoolean(), 1)));
            List<Double> windows = new ArrayList<>();
            AtomicBoolean over = new AtomicBoolean();
            Thread beside = Thread.ofPlatform().daemon().start(() -> windows.addAll(times(moving, over, 10 * SECONDS)));
            readings.add(Sample.of(
                    "batch of " + frames + " frames, beside motion",
                    "ms",
                    times(rendering, new AtomicBoolean(), SECONDS)));
            over.set(true);
            beside.join();
            readings.add(Sample.of(window + ", beside frames", "ms", windows));
            AtomicBoolean enough = new AtomicBoolean();
            List<Double> others = new ArrayList<>();
            Thread another = Thread.ofPlatform()
                    .daemon()
                    .start(() -> others.addAll(times(rendering(second), enough, 10 * SECONDS)));
            readings.add(Sample.of(
                    "batch of " + frames + " frames, beside another",
                    "ms",
                    times(rendering, new AtomicBoolean(), SECONDS)));
            enough.set(true);
            another.join();
        }
    }

    private static Runnable rendering(FramePipeline pipeline) {
        return () -> {
            pipeline.run();
            pipeline.stream().synchronize();
        };
    }

    private static List<Double> times(Runnable work, AtomicBoolean over, double seconds) {
        List<Double> times = new ArrayList<>();
        long begin = System.nanoTime();
        while (times.isEmpty() || (!over.get() && System.nanoTime() - begin < seconds * 1e9)) {
            long start = System.nanoTime();
            work.run();
            times.add((System.nanoTime() - start) * 1e-6);
        }
        return times;
    }
}
