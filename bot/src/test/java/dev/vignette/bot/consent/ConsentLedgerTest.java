package dev.vignette.bot.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConsentLedgerTest {
    @TempDir
    Path home;

    private List<JsonNode> lines() throws Exception {
        return Files.readAllLines(home.resolve("consent/declarations.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    private ConsentLedger ledger() {
        return new ConsentLedger(home.resolve("consent"), () -> Instant.parse("2026-11-22T10:00:00Z"));
    }

    @Test
    void keepsWhatWasDeclaredAndWhichWordsWereShown() throws Exception {
        ledger().record(new Declaration("api", "127.0.0.1", "aa", null));
        ledger().record(new Declaration("cli", "operator\n\"quoted\"", null, "bb"));
        JsonNode first = lines().get(0);
        assertThat(first.path("at").asString()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(first.path("channel").asString()).isEqualTo("api");
        assertThat(first.path("declarant").asString()).isEqualTo("127.0.0.1");
        assertThat(first.path("picture_sha256").asString()).isEqualTo("aa");
        assertThat(first.has("sample_sha256")).isFalse();
        assertThat(first.path("wording_version").asString()).isEqualTo(Declaration.WORDING_VERSION);
        assertThat(lines().get(1).path("declarant").asString()).isEqualTo("operator\n\"quoted\"");
    }

    @Test
    void losesNoLineWhenManyDeclareAtOnce() throws Exception {
        ConsentLedger ledger = ledger();
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                String who = "person " + i;
                all.add(people.submit(() -> ledger.record(new Declaration("api", who, "aa", null))));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(lines()).hasSize(50);
    }

    @Test
    void holdsWhatIsDeclaredUntilItIsTakenBack() throws Exception {
        ConsentLedger ledger = ledger();
        Declaration declaration = new Declaration("page", "127.0.0.1", "aa", "bb");
        assertThat(ledger.holds("bb")).as("there is no file yet").isFalse();
        ledger.record(declaration);
        assertThat(ledger.holds("bb")).isTrue();
        assertThat(ledger.holds("aa")).as("a picture is no sample").isFalse();

        ledger().record(declaration);
        ledger.withdraw(declaration);
        assertThat(ledger.holds("bb")).as("two have the same sample").isTrue();
        ledger().withdraw(declaration);
        assertThat(ledger.holds("bb")).as("by whomever it was taken back").isFalse();

        ledger.record(declaration);
        assertThat(ledger.holds("bb")).isTrue();
        Files.delete(home.resolve("consent/declarations.jsonl"));
        assertThat(ledger.holds("bb")).as("no record, no consent").isFalse();
    }

    @Test
    void aLineThatIsStillBeingWrittenOrCannotBeReadCountsForNobody() throws Exception {
        ConsentLedger ledger = ledger();
        ledger.record(new Declaration("page", "127.0.0.1", null, "bb"));
        Path file = home.resolve("consent/declarations.jsonl");
        String line = Files.readString(file);
        Files.writeString(
                file,
                "{\"what\": \"declared\", \"sample_\n" + line
                        + line.replace("bb", "cc").strip());
        assertThat(ledger().holds("bb")).isTrue();
        ConsentLedger other = ledger();
        assertThat(other.holds("cc")).isFalse();
        Files.writeString(file, "\n", StandardOpenOption.APPEND);
        assertThat(other.holds("cc")).isTrue();
    }

    @Test
    void isForItsOwnersEyes() throws Exception {
        ledger().record(new Declaration("api", "127.0.0.1", "aa", null));
        assertThat(Files.getPosixFilePermissions(home.resolve("consent/declarations.jsonl")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
}
