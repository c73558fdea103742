package dev.vignette.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.turn.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.HttpRequestHandler;

/** Telegram by webhook, through the web server with its guards and a login that Telegram does not have. */
class TelegramEndpointTest {
    private static final long ANN = 42;
    private static final Duration NO_HOLD = Duration.ZERO;

    @SpringBootConfiguration
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
            })
    @ComponentScan("dev.vignette.bot.access")
    @ComponentScan(
            basePackages = "dev.vignette.bot.web",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(BrowserGuard|BodyLimitFilter)"))
    static class Guarded {}

    @TempDir
    private static Path home;

    private static ConfigurableApplicationContext service;
    private static volatile @Nullable TelegramEndpoint endpoint;

    private final HikariDataSource database = TestDatabase.inMemory();
    private final FakeTelegram telegram = new FakeTelegram();
    private BotUnderTest it;

    @BeforeAll
    static void start() {
        service = new SpringApplicationBuilder(Guarded.class)
                .initializers(context -> {
                    var beans = (GenericApplicationContext) context;
                    beans.registerBean(
                            Settings.class, () -> Settings.from(Map.of("vignette.home", home.toString())::get));
                    beans.registerBean(
                            TelegramEndpoint.PATH,
                            HttpRequestHandler.class,
                            () -> (request, response) -> endpoint.handleRequest(request, response));
                })
                .properties("vignette.access.token=a token long enough to be one", "logging.level.root=warn")
                .run("--server.port=0");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void open() {
        URI webhook = URI.create("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port")
                + TelegramEndpoint.PATH);
        it = new BotUnderTest(
                telegram, FakeTelegram.TOKEN, database, database, Runnable::run, NO_HOLD, "node", webhook);
        endpoint = new TelegramEndpoint(new WebhookSecret(FakeTelegram.TOKEN), it.bot::take);
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
        assertThat(telegram.post()).containsExactly(200);
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
        URI webhook = URI.create("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port")
                + TelegramEndpoint.PATH);
        it.poll();
        String secret = telegram.last("setwebhook").get("secret_token");
        assertThat(telegram.webhook.post("{\"update_id\": 8, \"message\": {\"date\": \"never\"}}", secret))
                .isEqualTo(200);
        assertThat(telegram.webhook.post("no JSON", secret)).isEqualTo(200);
        var early = new BotUnderTest(
                telegram, FakeTelegram.TOKEN, database, database, Runnable::run, NO_HOLD, "another", webhook);
        endpoint = new TelegramEndpoint(new WebhookSecret(FakeTelegram.TOKEN), early.bot::take);
        it.people.say(ANN, "Hi");
        assertThat(telegram.post()).containsExactly(503);
        early.poll();
        assertThat(telegram.count("setwebhook"))
                .as("by the node that holds the lease")
                .isEqualTo(1);
        assertThat(telegram.post()).containsExactly(200);
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
