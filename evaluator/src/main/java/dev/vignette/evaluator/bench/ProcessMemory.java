package dev.vignette.evaluator.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process occupies.
 *
 * @param resident of all its memory, MiB; NaN where the system does not say
 * @param own of that what no file stands behind, MiB: Java's heap as far as it was ever touched, and native memory
 * @param heap used by live Java objects, MiB
 */
record ProcessMemory(double resident, double own, double heap) {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** After a collection of the heap. */
    static ProcessMemory now() {
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new ProcessMemory(field("VmRSS:"), field("RssAnon:"), used / 1024.0 / 1024.0);
    }

    /** What is resident, MiB, without a collection. */
    static double residentNow() {
        return field("VmRSS:");
    }

    /** The most that was ever resident, MiB. */
    static double peak() {
        return field("VmHWM:");
    }

    private static double field(String name) {
        if (!Files.isReadable(STATUS)) {
            return Double.NaN;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
