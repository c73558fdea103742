package dev.vignette.bot.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

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
}
