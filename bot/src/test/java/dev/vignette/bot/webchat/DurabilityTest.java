package dev.vignette.bot.webchat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.turn.PostgresServer;
import dev.vignette.bot.turn.TestDatabase;
import dev.vignette.bot.turn.TurnState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A process is killed ({@code SIGKILL}) while turns stand at every transition there is, one turn at each; another process
 * takes over. Every message must end as it would have without the crash, with each post on the page once.
 */
@Timeout(120)
class DurabilityTest {
    @Test
    void nothingIsLostOrDoubledOnH2(@TempDir Path directory) throws Exception {
        killAndRecover("jdbc:h2:file:" + directory.resolve("turns"), "sa");
    }

    @Test
    @EnabledIf("dev.vignette.bot.turn.PostgresServer#installed")
    void nothingIsLostOrDoubledOnPostgres() throws Exception {
        PostgresServer server = PostgresServer.shared();
        TestDatabase.empty(server).close();
        killAndRecover(server.url(), server.user());
    }

    private static void killAndRecover(String url, String user) throws IOException, InterruptedException {
        Process crashing = start("crash", url, user);
        awaitLine(crashing, "ALL POINTS REACHED");
        crashing.destroyForcibly().waitFor();

        Process recovering = start("recover", url, user);
        awaitLine(recovering, "RECOVERED");
        assertThat(recovering.waitFor()).isZero();

        try (var database = TestDatabase.open(url, user, 2)) {
            assertRecovered(JdbcClient.create(database));
        }
    }

    private static void assertRecovered(JdbcClient sql) {
        Map<String, String> expected = new TreeMap<>();
        for (CrashPoint point : CrashPoint.values()) {
            expected.put(
                    point.name(),
                    point.end()
                            + switch (point.end()) {
                                case DELIVERED -> " CLIP TEXT";
                                case FAILED -> " NOTICE TEXT";
                                default -> " NOTICE";
                            });
        }
        Map<String, String> found = new TreeMap<>();
        sql.sql("select t.event_id, t.state, p.kind, t.reason from turns t left join web_posts p on p.turn_id = t.id"
                        + " order by t.event_id, p.kind")
                .query(row -> {
                    found.merge(
                            row.getString(1),
                            row.getString(2) + " " + row.getString(3),
                            (before, now) -> before + " " + now.substring(now.indexOf(' ') + 1));
                    boolean reasoned = row.getString(4) != null;
                    assertThat(reasoned).isEqualTo(TurnState.valueOf(row.getString(2)) != TurnState.DELIVERED);
                });
        assertThat(found).isEqualTo(expected);
        assertThat(sql.sql("select count(*) from deliveries where status <> 'SENT'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static Process start(String mode, String url, String user) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(CrashingProcess.class.getName(), mode, url, user));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void awaitLine(Process process, String expected) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader lines = process.inputReader(UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(expected)) {
                return;
            }
            said.add(line);
        }
        throw new AssertionError("The process ended without \"" + expected + "\":\n" + String.join("\n", said));
    }
}
