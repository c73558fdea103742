package dev.vignette.bot.telegram;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bot's account; under {@code vignette.telegram}.
 *
 * @param token from BotFather; empty to leave Telegram switched off. Whoever has it is the bot.
 * @param api base of the Bot API server, for a server of one's own: scheme, host and port
 * @param poll how long Telegram may hold a question for updates back
 * @param uploads films sent at the same time
 * @param webhook address that Telegram posts updates to, which a proxy passes on to {@code /telegram/updates} of this service; null to
 *     poll, which needs nothing that is reachable from outside
 */
@ConfigurationProperties("vignette.telegram")
public record TelegramSettings(
        @DefaultValue("") String token,
        @DefaultValue(PUBLIC_API) URI api,
        @DefaultValue("50s") Duration poll,
        @DefaultValue("4") int uploads,
        @Nullable URI webhook) {
    static final String PUBLIC_API = "https://api.telegram.org";

    private static final Pattern TOKEN = Pattern.compile("\\d{3,20}:[A-Za-z0-9_-]{10,100}");

    public TelegramSettings {
        token = token.strip();
        if (!token.isEmpty() && !TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "vignette.telegram.token is not a bot token: BotFather's look like 123456789:AbC… Copy it as a whole.");
        }
        if (api.getHost() == null || !("https".equals(api.getScheme()) || "http".equals(api.getScheme()))) {
            throw new IllegalArgumentException(
                    "vignette.telegram.api is a server's address such as http://127.0.0.1:8081.");
        }
        if (webhook != null
                && (webhook.getHost() == null
                        || webhook.getUserInfo() != null
                        || !("https".equals(webhook.getScheme())
                                || ("http".equals(webhook.getScheme()) && !api.equals(URI.create(PUBLIC_API)))))) {
            throw new IllegalArgumentException(
                    "vignette.telegram.webhook is the address that Telegram posts to, such as"
                            + " https://bot.example.org/telegram/updates; without https only a server of your own posts.");
        }
        if (poll.isNegative() || poll.compareTo(Duration.ofSeconds(50)) > 0 || uploads < 1) {
            throw new IllegalArgumentException(
                    "vignette.telegram.poll is 0 to 50 seconds, vignette.telegram.uploads at least 1.");
        }
    }

    /** From environment variables alone ({@code VIGNETTE_TELEGRAM_TOKEN}, {@code VIGNETTE_TELEGRAM_API}), for commands. */
    static TelegramSettings fromEnvironment(Function<String, @Nullable String> environment) {
        String token = environment.apply("VIGNETTE_TELEGRAM_TOKEN");
        String api = environment.apply("VIGNETTE_TELEGRAM_API");
        return new TelegramSettings(
                token == null ? "" : token,
                URI.create(api == null || api.isBlank() ? PUBLIC_API : api.strip()),
                Duration.ofSeconds(50),
                4,
                null);
    }

    boolean on() {
        return !token.isEmpty();
    }

    /** The bot's own user id, which its token begins with. */
    long botId() {
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }

    /** The server's address if it is not Telegram's own; null otherwise. */
    @Nullable
    URI ownServer() {
        return api.equals(URI.create(PUBLIC_API)) ? null : api;
    }

    @Override
    public String toString() {
        return "TelegramSettings[token=" + (on() ? "set" : "none") + ", api=" + api + "]";
    }
}
