package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.PlatformName;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The chat platforms that are switched on, by name. */
final class Platforms {
    private final Map<PlatformName, ChatPlatform> byName;

    Platforms(Collection<? extends ChatPlatform> platforms) {
        byName = platforms.stream().collect(Collectors.toUnmodifiableMap(ChatPlatform::name, Function.identity()));
    }

    Collection<ChatPlatform> all() {
        return byName.values();
    }

    /** @throws DeliveryException not retryable, if it is not switched on here */
    ChatPlatform named(PlatformName name) {
        ChatPlatform platform = byName.get(name);
        if (platform == null) {
            throw DeliveryException.refused(
                    "The platform " + name + " is switched off, so the answer cannot be delivered there.", null);
        }
        return platform;
    }
}
