package dev.vignette.bot.turn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of our own, from Debian's package, in a directory that goes with the JVM. Started once per JVM, on a
 * free port of the loopback interface. PostgreSQL refuses to run as root, so root hands it to the user {@code postgres}.
 */
public final class PostgresServer {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static @Nullable PostgresServer shared;

    private final Path programs;
    private final Path directory;
    private final int port;

    private PostgresServer(Path programs) throws IOException {
        this.programs = programs;
        this.directory = Files.createTempDirectory("vignette-postgres-");
        this.port = freePort();
    }

    /** Whether the package is there; {@code .ci/run} installs it. */
    public static boolean installed() {
        return programs().isPresent();
    }

    public static synchronized PostgresServer shared() {
        if (shared == null) {
            try {
                shared = new PostgresServer(programs().orElseThrow());
                shared.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String user() {
        return "vignette";
    }

    private static Optional<Path> programs() {
        if (!Files.isDirectory(VERSIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() throws IOException {
        if (root()) {
            run("chown", "postgres", directory.toString());
        }
        Path data = directory.resolve("data");
        asUser("initdb", "-D", data.toString(), "-U", user(), "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(data)));
        asUser(
                "pg_ctl",
                "-D",
                data.toString(),
                "-w",
                "-l",
                directory.resolve("log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c fsync=off -k " + directory,
                "start");
    }

    private void stop(Path data) {
        try {
            asUser("pg_ctl", "-D", data.toString(), "-m", "immediate", "stop");
            run("rm", "-rf", directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void asUser(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    private void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("programs.log").toFile()))
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("Failed: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
