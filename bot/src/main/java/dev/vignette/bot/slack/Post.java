package dev.vignette.bot.slack;

import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.PlatformMessageId;

/**
 * A message of the bot's: the channel and the time, which together are its name. An empty time stands for no message.
 */
record Post(String channel, String ts) {
    private static final String FILE = "file/";

    static Post of(PlatformMessageId id) {
        String[] parts = id.value().split("/", -1);
        if (parts.length != 2) {
            throw DeliveryException.refused("This is no message on Slack.", null);
        }
        return new Post(parts[0], parts[1]);
    }

    PlatformMessageId id() {
        return new PlatformMessageId(channel + "/" + ts);
    }

    /** Files are known by their own id: Slack tells only later which message shows them. */
    static PlatformMessageId file(String id) {
        return new PlatformMessageId(FILE + id);
    }

    static boolean isFile(PlatformMessageId id) {
        return id.value().startsWith(FILE);
    }

    static String file(PlatformMessageId id) {
        return id.value().substring(FILE.length());
    }
}
