package dev.vignette.bot.telegram;

import static java.util.stream.Collectors.joining;

import dev.vignette.bot.chat.PlatformMessageId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages that one delivery has become, in order: a long text takes several. */
record PostedIds(List<Integer> messages) {
    PostedIds {
        messages = List.copyOf(messages);
    }

    static PostedIds of(@Nullable PlatformMessageId id) {
        return new PostedIds(
                id == null
                        ? List.of()
                        : Arrays.stream(id.value().split(","))
                                .map(Integer::valueOf)
                                .toList());
    }

    PlatformMessageId id() {
        return new PlatformMessageId(messages.stream().map(String::valueOf).collect(joining(",")));
    }
}
