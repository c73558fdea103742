package dev.vignette.bot.discord;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Discord, or another server of the same protocol.
 *
 * @param token of the bot
 * @param rest address that all requests begin with
 * @param gateway address of the WebSocket; null to ask {@code GET /gateway/bot}
 * @param messageContent whether the privileged intent is asked for; without it the bot reads direct messages, messages that
 *     mention it and replies to it that mention it
 * @param fileHosts hosts that attachments may come from
 */
record DiscordSettings(String token, URI rest, @Nullable URI gateway, boolean messageContent, List<String> fileHosts) {
    static final String TOKEN = "vignette.discord.token";

    private static final String REST = "https://discord.com/api/v10/";
    private static final String FILE_HOSTS = "cdn.discordapp.com,media.discordapp.net";

    DiscordSettings {
        fileHosts = List.copyOf(fileHosts);
        if (!rest.getPath().endsWith("/")) {
            rest = URI.create(rest + "/");
        }
    }

    /** @param source gives the value of a property, or null */
    static DiscordSettings from(Function<String, @Nullable String> source) {
        String gateway = text(source, "vignette.discord.gateway", "");
        return new DiscordSettings(
                text(source, TOKEN, ""),
                URI.create(text(source, "vignette.discord.rest", REST)),
                gateway.isEmpty() ? null : URI.create(gateway),
                Boolean.parseBoolean(text(source, "vignette.discord.message-content", "false")),
                Arrays.stream(text(source, "vignette.discord.file-hosts", FILE_HOSTS)
                                .split(","))
                        .map(host -> host.strip().toLowerCase(Locale.ROOT))
                        .filter(host -> !host.isEmpty())
                        .toList());
    }

    /** Whether this is Discord itself, rather than another server of the same protocol. */
    boolean discordsOwn() {
        return rest.toString().equals(REST);
    }

    private static String text(Function<String, @Nullable String> source, String key, String otherwise) {
        String value = source.apply(key);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    @Override
    public String toString() {
        return "DiscordSettings[token=***, rest=" + rest + ", gateway=" + gateway + "]";
    }
}
