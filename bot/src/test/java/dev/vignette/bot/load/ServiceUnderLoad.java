package dev.vignette.bot.load;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The program itself in a process of its own, with an empty home. */
final class ServiceUnderLoad implements AutoCloseable {
    /** More options for the service's virtual machine, such as a recording for a profile. */
    private static final String OPTIONS = System.getProperty("vignette.load.jvm", "");

    private final OkHttpClient http = new OkHttpClient();
    private final Process process;
    private final Path log;
    private final int port;

    /** @param home an empty directory */
    ServiceUnderLoad(Path home, Map<String, String> environment) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        log = home.resolve("service.log");
        // What tests add does not belong to the program.
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(joining(File.pathSeparator));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.awt.headless=true",
                        "-cp",
                        classPath,
                        "dev.vignette.bot.Vignette",
                        "run")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        if (!OPTIONS.isBlank()) {
            builder.command().addAll(1, List.of(OPTIONS.split(" ")));
        }
        builder.environment()
                .putAll(Map.of(
                        "VIGNETTE_HOME",
                        home.toString(),
                        "SERVER_PORT",
                        Integer.toString(port),
                        "VIGNETTE_LLM_PROVIDER",
                        "scripted"));
        process = builder.start();
    }

    boolean running() {
        return process.isAlive();
    }

    /** Resident memory in MiB, or NaN where the system does not tell. */
    double memory() {
        try {
            List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
            return status.stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Processor time that it has used so far, its engines included. */
    Duration processorTime() {
        Duration own = process.info().totalCpuDuration().orElse(Duration.ZERO);
        return process.descendants()
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(own, Duration::plus);
    }

    /** The queue for films as {@code /health} tells it. */
    String queue() {
        try (Response answer = http.newCall(new Request.Builder()
                        .url("http://127.0.0.1:" + port + "/health")
                        .build())
                .execute()) {
            String health = answer.body().string();
            int queue = health.indexOf("\"queue\"");
            return queue < 0 ? health : health.substring(queue).replaceAll("[\"{}]", "");
        } catch (IOException e) {
            return "no answer";
        }
    }

    /** The end of what it has said. */
    String lastWords() {
        try {
            List<String> lines = log().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "nothing that could be read";
        }
    }

    /** All that it has said so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
