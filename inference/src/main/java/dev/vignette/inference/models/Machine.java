package dev.vignette.inference.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the machine has.
 *
 * @param memoryMegabytes main memory, or what the container may use of it
 * @param cores processors that the process may use
 * @param gpuMegabytes memory of the largest NVIDIA GPU; 0 without one
 */
public record Machine(int memoryMegabytes, int cores, int gpuMegabytes) {
    private static final int PATIENCE_SECONDS = 5;

    /** Looks at this machine; asks NVIDIA's own tool where the driver is loaded. */
    public static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                Math.toIntExact(system.getTotalMemorySize() / 1_000_000),
                Runtime.getRuntime().availableProcessors(),
                Files.exists(Path.of("/proc/driver/nvidia/version")) ? gpu() : 0);
    }

    private static int gpu() {
        try {
            Process process = new ProcessBuilder(
                            List.of("nvidia-smi", "--query-gpu=memory.total", "--format=csv,noheader,nounits"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return 0;
            }
            String sizes = new String(process.getInputStream().readNBytes(4_000), UTF_8);
            return largest(sizes.lines());
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    static int largest(Stream<String> sizes) {
        return sizes.map(String::strip)
                .filter(line -> line.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
    }
}
