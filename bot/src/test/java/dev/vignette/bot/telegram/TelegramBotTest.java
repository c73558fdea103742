package dev.vignette.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.turn.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bot on its own threads, its settings, and that it costs nothing without a token. */
@Timeout(30)
class TelegramBotTest {
    @Test
    void ofTwoNodesOnePollsAndTheOtherGoesOnWhereItStopped() {
        HikariDataSource shared = TestDatabase.inMemory();
        var telegram = new FakeTelegram();
        try (var first = node(telegram, shared, "first");
                var second = node(telegram, shared, "second")) {
            first.people.say(42, "one");
            assertThat(second.node.clock.now()).isEqualTo(first.node.clock.now());
            first.poll();
            long polls = telegram.count("getUpdates");
            assertThat(second.poll()).isPositive();
            assertThat(telegram.count("getUpdates"))
                    .as("the second did not ask")
                    .isEqualTo(polls);
            first.people.say(43, "two");
            // The first dies without a word; its lease runs out.
            second.node.pass(Duration.ofSeconds(29));
            second.poll();
            assertThat(turns(shared)).isEqualTo(1);
            second.node.pass(Duration.ofSeconds(6));
            second.poll();
            second.poll();
            assertThat(turns(shared)).isEqualTo(2);
            first.node.pass(Duration.ofSeconds(35));
            polls = telegram.count("getUpdates");
            first.poll();
            assertThat(telegram.count("getUpdates"))
                    .as("the first is back, and waits")
                    .isEqualTo(polls);
        }
    }

    @Test
    void aChatThatCannotBeStoredHoldsUpNoOtherAndIsNotConfirmed() {
        List<Integer> stored = new CopyOnWriteArrayList<>();
        var away = new AtomicBoolean(true);
        try (BotUnderTest it = BotUnderTest.direct()) {
            int[] ids = {it.people.say(42, "one"), it.people.say(43, "two"), it.people.say(42, "three")};
            var poller = new UpdatePoller(
                    it.api,
                    update -> {
                        if (update.getMessage().getChatId() == 42 && away.get()) {
                            throw new DataAccessResourceFailureException("away");
                        }
                        stored.add(update.getMessage().getMessageId());
                    },
                    Duration.ZERO,
                    0,
                    it.node.clock::now);
            assertThat(poller.round()).isPositive();
            assertThat(stored).containsExactly(ids[1]);
            assertThat(it.telegram.updates.unconfirmed()).isEqualTo(3);
            away.set(false);
            assertThat(poller.round()).isZero();
            assertThat(stored).as("in their order, and none twice").containsExactly(ids[1], ids[0], ids[2]);
            poller.round();
            assertThat(it.telegram.updates.unconfirmed()).isZero();
        }
    }

    private static BotUnderTest node(FakeTelegram telegram, HikariDataSource shared, String name) {
        return new BotUnderTest(telegram, FakeTelegram.TOKEN, shared, shared, Runnable::run, Duration.ZERO, name);
    }

    private static int turns(HikariDataSource database) {
        return JdbcClient.create(database)
                .sql("select count(*) from turns")
                .query(Integer.class)
                .single();
    }

    @Test
    void itPollsUntilItIsClosed() throws InterruptedException {
        HikariDataSource database = TestDatabase.inMemory();
        try (var it = new BotUnderTest(
                new FakeTelegram(),
                FakeTelegram.TOKEN,
                database,
                database,
                task -> Thread.ofVirtual().start(task),
                Duration.ofSeconds(20))) {
            it.bot.start();
            it.telegram.updates.awaitPoll();
            it.people.say(42, "Hi");
            // The question that follows confirms the message, so it is stored by then.
            it.telegram.updates.awaitConfirmed();
            it.node.runAll();
            assertThat(it.texts(42)).contains("Re: Hi");
            assertThat(it.bot.alive()).isTrue();
            it.node.pass(Duration.ofMinutes(10));
            assertThat(it.bot.alive()).as("no answer for ten minutes").isFalse();
            it.telegram.updates.awaitPoll();
            it.bot.watch();
            it.people.say(42, "Still there?");
            it.telegram.updates.awaitConfirmed();
            assertThat(it.bot.alive()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "123:short", "123456789:has spaces in it", "bot123456789:AAAAAAAAAAAAAAA"})
    void whatIsNoTokenIsToldWithoutRepeatingIt(String token) {
        Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new TelegramSettings(token, URI.create("https://api.telegram.org"), Duration.ZERO, 1, null))
                .withMessageContaining("BotFather")
                .withMessageNotContaining(token);
    }

    @Test
    void settingsKeepTheTokenToThemselves() {
        var settings =
                TelegramSettings.fromEnvironment(Map.of("VIGNETTE_TELEGRAM_TOKEN", FakeTelegram.TOKEN + "\n")::get);
        assertThat(settings.on()).isTrue();
        assertThat(settings.botId()).isEqualTo(FakeTelegram.BOT);
        assertThat(settings).asString().doesNotContain(FakeTelegram.TOKEN.substring(12));
        assertThat(settings.ownServer()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vignette.telegram.token=", "vignette.telegram.token= "})
    void withoutATokenNothingIsMade(String property) {
        new ApplicationContextRunner()
                .withUserConfiguration(TelegramConfiguration.class)
                .withPropertyValues(property.isEmpty() ? new String[0] : new String[] {property})
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BotApi.class));
    }
}
