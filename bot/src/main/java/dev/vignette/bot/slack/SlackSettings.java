package dev.vignette.bot.slack;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Slack, or another server of the same protocol.
 *
 * @param botToken begins with {@code xoxb-}
 * @param appToken begins with {@code xapp-}; for Socket Mode, empty to do without
 * @param signingSecret of the app, for requests over HTTP; empty to take none
 * @param api address that the names of methods are appended to
 * @param fileHosts hosts that recordings may come from, with the bot's token
 */
record SlackSettings(String botToken, String appToken, String signingSecret, URI api, List<String> fileHosts) {
    static final String BOT_TOKEN = "vignette.slack.bot-token";
    static final String APP_TOKEN = "vignette.slack.app-token";
    static final String SIGNING_SECRET = "vignette.slack.signing-secret";

    private static final String API = "https://slack.com/api/";

    SlackSettings {
        fileHosts = List.copyOf(fileHosts);
        if (!api.getPath().endsWith("/")) {
            api = URI.create(api + "/");
        }
    }

    /** @param source gives the value of a property, or null */
    static SlackSettings from(Function<String, @Nullable String> source) {
        return new SlackSettings(
                text(source, BOT_TOKEN, ""),
                text(source, APP_TOKEN, ""),
                text(source, SIGNING_SECRET, ""),
                URI.create(text(source, "vignette.slack.api", API)),
                Arrays.stream(text(source, "vignette.slack.file-hosts", "files.slack.com")
                                .split(","))
                        .map(host -> host.strip().toLowerCase(Locale.ROOT))
                        .filter(host -> !host.isEmpty())
                        .toList());
    }

    /** Whether Slack is to be reached by a socket that is opened from here. */
    boolean sockets() {
        return !appToken.isEmpty();
    }

    /** Whether Slack calls here. */
    boolean http() {
        return !signingSecret.isEmpty();
    }

    /** Whether this is Slack itself, rather than another server of the same protocol. */
    boolean slacksOwn() {
        return api.toString().equals(API);
    }

    private static String text(Function<String, @Nullable String> source, String key, String otherwise) {
        String value = source.apply(key);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    @Override
    public String toString() {
        return "SlackSettings[botToken=***, appToken=***, signingSecret=***, api=" + api + "]";
    }
}
