package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Where a message stands.
 *
 * @param chat id of the chat; negative for groups
 * @param thread topic of a forum; null outside of forums
 */
record ChatAddress(long chat, @Nullable Integer thread) {
    static ChatAddress of(Message message) {
        boolean topic = Boolean.TRUE.equals(message.getIsTopicMessage());
        return new ChatAddress(message.getChatId(), topic ? message.getMessageThreadId() : null);
    }

    static ChatAddress of(ConversationId conversation) {
        String[] parts = conversation.value().split("/", 2);
        return new ChatAddress(Long.parseLong(parts[0]), parts.length == 1 ? null : Integer.valueOf(parts[1]));
    }

    ConversationId conversation() {
        return new ConversationId(thread == null ? Long.toString(chat) : chat + "/" + thread);
    }

    String chatId() {
        return Long.toString(chat);
    }

    /** Message ids count per chat. */
    static EventId event(long chat, int message) {
        return new EventId(chat + "/" + message);
    }

    /** The message that an event is; null if it was not a message (a command's or button's own id). */
    static @Nullable Integer message(EventId event) {
        String[] parts = event.value().split("/", 2);
        return parts.length == 2 && parts[1].matches("\\d{1,10}") ? Integer.valueOf(parts[1]) : null;
    }
}
