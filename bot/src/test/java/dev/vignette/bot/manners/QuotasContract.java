package dev.vignette.bot.manners;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Buckets in the database: the same for all nodes, whatever they do at the same moment. */
abstract class QuotasContract {
    private static final Caller ANN = new Caller(
            new PlatformName("test"),
            new ConversationId("chat"),
            new ServerId("server"),
            new PersonId("ann"),
            false,
            null);

    private final HikariDataSource database = database();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Quotas one = node();
    private final Quotas other = node();

    /** Migrated and empty. */
    abstract HikariDataSource database();

    private Quotas node() {
        var settings = new MannersSettings(
                AnswerForm.TEXT,
                Duration.ZERO,
                "",
                Set.of(),
                Set.of(),
                Set.of(),
                1,
                20,
                0,
                Duration.ofMillis(10),
                Duration.ofMillis(1000));
        return new Quotas(settings, JdbcClient.create(database), () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anOverdrawnBudgetTakesAsMuchLongerToRecover() {
        assertThat(one.film(ANN)).isZero();
        one.rendered(ANN.platform(), ANN.person(), ANN.server(), Duration.ofMillis(12));
        // Ten milliseconds come back within a day, and three are wanted for one to be there.
        assertThat(other.film(ANN)).isEqualTo(Duration.ofDays(1).multipliedBy(3).dividedBy(10));
        now = now.plus(Duration.ofHours(8));
        assertThat(other.film(ANN)).isZero();
    }

    @Test
    void nodesThatTakeAtTheSameMomentTakeNoMoreThanThereIs() {
        var taken = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 30; i++) {
                Quotas node = i % 2 == 0 ? one : other;
                threads.execute(() -> {
                    if (node.message(ANN).isZero()) {
                        taken.incrementAndGet();
                    }
                });
            }
        }
        assertThat(taken).hasValue(20);
        assertThat(other.messagesLeft(ANN)).isZero();
    }

    @Test
    void aBillIsTakenOnceAndOnlyForATurnThatIsThere() {
        JdbcClient sql = JdbcClient.create(database);
        var bills = new Bills(sql);
        var turn = new TurnId("0".repeat(26));
        bills.open(new Bills.Bill(turn, null));
        assertThat(bills.take(turn)).isEmpty();
        sql.sql("insert into turns (id, platform, conversation_id, person_id, event_id, state, avatar, received_at)"
                        + " values (?, 'test', 'chat', 'ann', 'e', 'RECEIVED', 'ada', current_timestamp)")
                .param(turn.value())
                .update();
        bills.open(new Bills.Bill(turn, null));
        bills.open(new Bills.Bill(turn, new ServerId("late")));
        assertThat(bills.take(turn)).containsExactly(new Bills.Bill(turn, null));
        assertThat(bills.take(turn)).isEmpty();
    }
}
