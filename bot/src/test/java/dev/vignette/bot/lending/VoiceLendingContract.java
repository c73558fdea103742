package dev.vignette.bot.lending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.consent.Lending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who lends what to whom: codes that are good once and for a while, and a record of each loan. */
abstract class VoiceLendingContract {
    static final Account ANN = account("telegram", "42");
    static final Account BOB = account("discord", "43");
    private static final Lending.By PAGE = new Lending.By("page", "127.0.0.1", "es");
    private static final String SAMPLE = "a".repeat(64);

    @TempDir
    Path home;

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private HikariDataSource database;
    private VoiceLending lending;

    abstract HikariDataSource database();

    @BeforeEach
    void open() {
        database = database();
        lending = another(home.resolve("consent"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private VoiceLending another(Path consent) {
        return new VoiceLending(
                JdbcClient.create(database), new ConsentLedger(consent, () -> now), () -> now, new Random(7));
    }

    private static Account account(String platform, String person) {
        return new Account(new PlatformName(platform), new PersonId(person));
    }

    private Optional<Loan> lend(String code) {
        return lending.lend(code, "own-abc", SAMPLE, PAGE);
    }

    private List<String> record() throws IOException {
        Path file = home.resolve("consent/declarations.jsonl");
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.of()) {
            return lines.toList();
        }
    }

    @Test
    void whoeverKnowsTheCodeLendsToTheAccountThatAskedForIt() throws IOException {
        String code = lending.code(ANN).text();
        assertThat(code).matches("[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}");
        assertThat(lend(" " + code.toLowerCase(Locale.ROOT).replace("-", " ") + "\n"))
                .hasValueSatisfying(loan -> assertThat(loan.account()).isEqualTo(ANN));
        assertThat(lending.to(ANN)).extracting(Loan::avatar).containsExactly("own-abc");
        assertThat(lending.of("own-abc")).extracting(Loan::account).containsExactly(ANN);
        assertThat(lending.to(BOB)).isEmpty();
        assertThat(record())
                .singleElement()
                .asString()
                .contains("\"what\":\"lent\"", "\"account\":\"telegram:42\"", "\"declarant\":\"127.0.0.1\"", SAMPLE)
                .contains("\"wording_version\":\"" + Lending.WORDING_VERSION + "\"", "\"wording_language\":\"es\"");
    }

    @Test
    void aCodeIsGoodOnceForTenMinutesAndTheLatestAlone() throws IOException {
        String first = lending.code(ANN).text();
        String second = lending.code(ANN).text();
        assertThat(lend(first)).isEmpty();
        now = now.plus(LendingCode.GOOD_FOR).minusSeconds(1);
        assertThat(lend(second)).isPresent();
        assertThat(lend(second)).isEmpty();
        String late = lending.code(BOB).text();
        now = now.plus(LendingCode.GOOD_FOR);
        assertThat(lend(late)).isEmpty();
        for (String nonsense : List.of("", "K7QM", "'; drop table voice_loans; --", "OOOO-0000", "x".repeat(9999))) {
            assertThat(lend(nonsense)).isEmpty();
        }
        assertThat(record()).as("of what was lent alone").hasSize(1);
    }

    @Test
    void ofManyWhoUseOneCodeAtTheSameMomentOneLends() throws Exception {
        String code = lending.code(ANN).text();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tries = Stream.generate(
                            () -> (Callable<Boolean>) () -> lend(code).isPresent())
                    .limit(16)
                    .toList();
            int lent = 0;
            for (var attempt : threads.invokeAll(tries)) {
                lent += attempt.get() ? 1 : 0;
            }
            assertThat(lent).isEqualTo(1);
        }
        assertThat(record()).hasSize(1);
    }

    @Test
    void loansEndOnceAndThatIsRecorded() throws IOException {
        lend(lending.code(ANN).text());
        lend(lending.code(ANN).text());
        lend(lending.code(BOB).text());
        assertThat(lending.to(ANN)).as("the same voice twice is one loan").hasSize(1);
        var by = new Lending.By("chat", ANN.toString(), null);
        List<Loan> loans = lending.to(ANN);
        assertThat(lending.end(loans, by)).isEqualTo(1);
        assertThat(lending.end(loans, by)).isZero();
        assertThat(lending.of("own-abc")).extracting(Loan::account).containsExactly(BOB);
        assertThat(record()).last().asString().contains("\"what\":\"returned\"").doesNotContain("wording");
    }

    @Test
    void whatCannotBeRecordedIsNotLent() throws IOException {
        Path file = Files.createFile(home.resolve("in-the-way"));
        VoiceLending deaf = another(file);
        String code = deaf.code(ANN).text();
        assertThatThrownBy(() -> deaf.lend(code, "own-abc", SAMPLE, PAGE)).isInstanceOf(UncheckedIOException.class);
        assertThat(lending.to(ANN)).isEmpty();
    }

    @Test
    void codesAreKeptAsHashesAndToldToNoLog() {
        VoiceLending.Code code = lending.code(ANN);
        String kept = JdbcClient.create(database)
                .sql("select code_sha256 from voice_loan_codes")
                .query(String.class)
                .single();
        assertThat(kept).hasSize(64).doesNotContain(code.text().substring(0, 4));
        assertThat(code).hasToString("Code[hidden]");
        assertThat(code.goodFor()).isEqualTo(Duration.ofMinutes(10));
    }
}
