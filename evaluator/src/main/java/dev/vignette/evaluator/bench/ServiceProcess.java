package dev.vignette.evaluator.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A service of our own to measure: the same program that {@code ./vignette run} starts, on a free port, with an empty
 * home directory that goes away with it.
 */
final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long SETTLING_SECONDS = 30;

    private final Process process;
    private final TemporaryHome home;
    private final URI address;
    private final Duration start;

    private ServiceProcess(Process process, TemporaryHome home, URI address, Duration start) {
        this.process = process;
        this.home = home;
        this.address = address;
        this.start = start;
    }

    /** Starts the service and returns when it answers. */
    static ServiceProcess start() throws IOException, InterruptedException {
        TemporaryHome home = TemporaryHome.create();
        int port = freePort();
        List<String> command = javaCommand("run");
        long begun = System.nanoTime();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.path().resolve("service.log").toFile());
        builder.environment().put("VIGNETTE_HOME", home.path().toString());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        // A model server that happens to run here would be measured instead.
        builder.environment().put("VIGNETTE_LLM_PROVIDER", "scripted");
        Process process = builder.start();
        var address = URI.create("http://127.0.0.1:" + port);
        try (var client = new ServiceClient(address)) {
            while (!client.answers()) {
                boolean late = System.nanoTime() - begun > PATIENCE.toNanos();
                if (late || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new IOException(
                            "The service did not start; see " + home.path().resolve("service.log"));
                }
            }
        }
        return new ServiceProcess(process, home, address, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** The command line that the launcher would make of {@code ./vignette subcommand}. */
    static List<String> javaCommand(String subcommand) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-XX:AOT") && !option.startsWith("-XX:Tiered"))
                .forEach(command::add);
        if (!subcommand.equals("run")) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-jar");
        command.add(distribution().resolve("vignette.jar").toString());
        command.add(subcommand);
        return command;
    }

    private static Path distribution() {
        try {
            Path jar = Path.of(ServiceProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Objects.requireNonNull(jar.toAbsolutePath().getParent());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Leaves the service alone while it practises, as it does when it has started; what is measured is a warm service. */
    void settle() throws InterruptedException {
        TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
    }

    URI address() {
        return address;
    }

    /** From the start of the process to the first answer. */
    Duration startTime() {
        return start;
    }

    /** Resident memory of the service in MiB, or NaN where the system does not tell. */
    double residentMebibytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        home.close();
    }
}
