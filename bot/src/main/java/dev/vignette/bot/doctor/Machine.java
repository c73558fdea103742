package dev.vignette.bot.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The looks at the machine itself. */
final class Machine {
    private static final int OLDEST_JAVA = 25;
    private static final long LITTLE_MEMORY = 1_500_000_000;

    private Machine() {}

    static Finding java() {
        String detail = System.getProperty("java.vendor") + " " + Runtime.version();
        return Runtime.version().feature() >= OLDEST_JAVA
                ? Finding.good("Java", detail)
                : Finding.bad("Java", detail, "Install a JDK " + OLDEST_JAVA + " or newer and set JAVA_HOME to it.");
    }

    static Finding processor() {
        int processors = Runtime.getRuntime().availableProcessors();
        String detail = processors + " processors, " + System.getProperty("os.arch");
        return processors < 2
                ? Finding.note("Processor", detail, "Films take about twice as long as with two.")
                : Finding.good("Processor", detail);
    }

    static Finding memory() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long total = system.getTotalMemorySize();
        String detail = String.format(
                Locale.ROOT,
                "%.1f GB; Java may use %.1f GB",
                total / 1e9,
                Runtime.getRuntime().maxMemory() / 1e9);
        return total < LITTLE_MEMORY
                ? Finding.note("Memory", detail, "Make fewer films at a time: VIGNETTE_RENDER_WORKERS=1.")
                : Finding.good("Memory", detail);
    }

    static Finding gpu() {
        Optional<String> driver = firstLine(Path.of("/proc/driver/nvidia/version"));
        if (driver.isEmpty()) {
            return Finding.good("GPU", "none with NVIDIA's driver; none is needed for the embedded engines");
        }
        return Finding.good("GPU", names().orElseGet(() -> driver.get().replaceAll("\\s+", " ")));
    }

    private static Optional<String> names() {
        List<String> command =
                List.of("nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String text = new String(process.getInputStream().readNBytes(4_000), UTF_8);
            return process.exitValue() == 0 ? Optional.of(text.strip().replace("\n", "; ")) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> firstLine(Path file) {
        try {
            return Files.readAllLines(file).stream().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
