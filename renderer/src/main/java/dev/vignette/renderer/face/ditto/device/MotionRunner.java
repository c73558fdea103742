package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Windows of motion of several films at once: one alone, or all that wait by the smallest loop that takes them. */
final class MotionRunner implements BatchRunner<MotionLoop.Window, float[]> {
    /** Less than the time of the frames that wait to be rendered meanwhile. */
    private static final Duration LINGER = Duration.ofMillis(40);

    private final TreeMap<Integer, MotionLoop> loops = new TreeMap<>();

    /**
     * @param host an engine for the host
     * @param steps of a window, the last {@code exact} of them in single precision
     * @param sizes how many windows at once
     */
    MotionRunner(
            DeviceNetworks networks, FrameKernels kernels, Engine host, int steps, int exact, List<Integer> sizes) {
        try {
            for (int size : sizes) {
                loops.put(size, new MotionLoop(networks, kernels, host, steps, exact, size));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public int most() {
        return loops.lastKey();
    }

    @Override
    public Duration linger() {
        return LINGER;
    }

    @Override
    public Begun<float[]> begin(List<MotionLoop.Window> asked) {
        Map.Entry<Integer, MotionLoop> smallest = loops.ceilingEntry(asked.size());
        return smallest.getValue().begin(asked);
    }

    @Override
    public void close() {
        loops.values().forEach(MotionLoop::close);
    }
}
