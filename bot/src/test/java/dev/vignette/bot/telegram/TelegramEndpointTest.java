package dev.vignette.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.GuardedEndpoint;
import dev.vignette.bot.turn.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telegram by webhook, through the web server with its guards and a login that Telegram does not have. */
class TelegramEndpointTest {
    private static final long ANN = 42;
    private static final Duration NO_HOLD = Duration.ZERO;

    @TempDir
    private static Path home;

    private static GuardedEndpoint service;

    private final HikariDataSource database = TestDatabase.inMemory();
    private final FakeTelegram telegram = new FakeTelegram();
    private BotUnderTest it;

    @BeforeAll
    static void start() {
        service = new GuardedEndpoint(TelegramEndpoint.PATH, home);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void open() {
        URI webhook = service.address();
        it = new BotUnderTest(
                telegram, FakeTelegram.TOKEN, database, database, Runnable::run, NO_HOLD, "node", webhook);
        service.answerBy(new TelegramEndpoint(new WebhookSecret(FakeTelegram.TOKEN), it.bot::take));
    }

    @AfterEach
    void close() {
        it.close();
    }

    @Test
    void updatesArePostedStoredAndAnsweredAndTheWebhookIsRemovedInTheEnd() {
        it.poll();
        assertThat(telegram.last("setwebhook").get("allowed_updates")).contains("message", "callback_query");
        assertThat(telegram.last("setwebhook").get("secret_token"))
                .doesNotContain("AAF")
                .hasSize(43);
        it.people.say(ANN, "Hi");
        assertThat(telegram.updates.post()).containsExactly(200);
        it.node.runAll();
        assertThat(it.texts(ANN)).contains("Re: Hi");
        it.poll();
        assertThat(telegram.count("getupdates")).as("asked").isZero();
        assertThat(telegram.count("setwebhook")).as("set once").isEqualTo(1);
        it.bot.close();
        assertThat(telegram.webhook.set()).isFalse();
    }

    @Test
    void theSameUpdateAgainIsTheSameTurn() {
        it.poll();
        Map<String, Object> message = Map.of("update_id", 7, "message", it.people.words(ANN, "Hi"));
        String secret = telegram.last("setwebhook").get("secret_token");
        assertThat(telegram.webhook.post(message, secret)).isEqualTo(200);
        assertThat(telegram.webhook.post(message, secret)).isEqualTo(200);
        it.node.runAll();
        assertThat(it.texts(ANN).stream().filter("Re: Hi"::equals)).hasSize(1);
    }

    @Test
    void whoDoesNotKnowTheSecretIsNotHeard() {
        it.poll();
        Map<String, Object> message = Map.of("update_id", 7, "message", it.people.words(ANN, "Hi"));
        String secret = telegram.last("setwebhook").get("secret_token");
        assertThat(telegram.webhook.post(message, null)).isEqualTo(401);
        assertThat(telegram.webhook.post(message, "wrong")).isEqualTo(401);
        assertThat(telegram.webhook.post(message, secret.substring(1))).isEqualTo(401);
        assertThat(telegram.webhook.post(message, FakeTelegram.TOKEN)).isEqualTo(401);
        assertThat(telegram.webhook.post("x".repeat(2 << 20), secret)).isEqualTo(413);
        it.node.runAll();
        assertThat(it.texts(ANN)).isEmpty();
    }

    @Test
    void whatCannotBeReadIsPassedOverAndWhatComesTooEarlyComesAgain() {
        URI webhook = service.address();
        it.poll();
        String secret = telegram.last("setwebhook").get("secret_token");
        assertThat(telegram.webhook.post("{\"update_id\": 8, \"message\": {\"date\": \"never\"}}", secret))
                .isEqualTo(200);
        assertThat(telegram.webhook.post("no JSON", secret)).isEqualTo(200);
        var early = new BotUnderTest(
                telegram, FakeTelegram.TOKEN, database, database, Runnable::run, NO_HOLD, "another", webhook);
        service.answerBy(new TelegramEndpoint(new WebhookSecret(FakeTelegram.TOKEN), early.bot::take));
        it.people.say(ANN, "Hi");
        assertThat(telegram.updates.post()).containsExactly(503);
        early.poll();
        assertThat(telegram.count("setwebhook"))
                .as("by the node that holds the lease")
                .isEqualTo(1);
        assertThat(telegram.updates.post()).containsExactly(200);
    }

    @Test
    void anAddressThatTelegramWouldRefuseIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TelegramSettings(
                        FakeTelegram.TOKEN,
                        URI.create(TelegramSettings.PUBLIC_API),
                        NO_HOLD,
                        1,
                        URI.create("http://bot.example.org/telegram/updates")))
                .withMessageContaining("https://bot.example.org/telegram/updates");
    }
}
