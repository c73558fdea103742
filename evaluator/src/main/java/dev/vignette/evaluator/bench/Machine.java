package dev.vignette.evaluator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine a figure belongs to.
 *
 * @param processor as the operating system names it
 * @param cores available to this process
 * @param gibibytes of memory
 * @param system operating system and version
 * @param java version of the running JVM
 */
record Machine(String processor, int cores, long gibibytes, String system, String java) {

    static Machine here() {
        return new Machine(
                field("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                Math.round(memoryKib() / 1024.0 / 1024.0),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version"));
    }

    private static long memoryKib() {
        String total = field("/proc/meminfo", "MemTotal", "0 kB");
        return Long.parseLong(total.split(" ", 2)[0]);
    }

    private static String field(String file, String name, String otherwise) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException | RuntimeException e) {
            return otherwise;
        }
    }

    @Override
    public String toString() {
        return "%s, %d cores, %d GiB, %s, Java %s".formatted(processor, cores, gibibytes, system, java);
    }
}
