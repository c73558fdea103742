package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.EventId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;

/**
 * Text messages: posted, changed, deleted. Sent without a parse mode, so that nothing in them is markup or a command to
 * Telegram. All throw {@link CallFailure}.
 */
final class Messages {
    private static final LinkPreviewOptions NO_PREVIEW =
            LinkPreviewOptions.builder().isDisabled(true).build();

    private final BotApi api;

    Messages(BotApi api) {
        this.api = api;
    }

    /** Posts the text in as many messages as it takes, the buttons under the last; the first replies to {@code replyTo}. */
    PostedIds post(ChatAddress at, @Nullable Integer replyTo, String text, @Nullable InlineKeyboardMarkup buttons) {
        List<String> parts = TextParts.of(text);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            ids.add(send(at, i == 0 ? replyTo : null, parts.get(i), i == parts.size() - 1 ? buttons : null));
        }
        return new PostedIds(ids);
    }

    private int send(ChatAddress at, @Nullable Integer replyTo, String text, @Nullable InlineKeyboardMarkup buttons) {
        return api.<org.telegram.telegrambots.meta.api.objects.message.Message>inChat(
                        at.chat(),
                        "sendMessage",
                        chat -> client -> client.execute(SendMessage.builder()
                                .chatId(chat)
                                .messageThreadId(at.thread())
                                .text(text)
                                .replyParameters(reply(replyTo))
                                .replyMarkup(buttons)
                                .linkPreviewOptions(NO_PREVIEW)
                                .build()))
                .getMessageId();
    }

    /**
     * Turns what was posted into this text: as many messages as possible are edited, the rest is posted or deleted. What
     * cannot be edited any more is posted anew, and the ids then have nothing in common with the old ones.
     */
    PostedIds change(
            ChatAddress at,
            @Nullable Integer replyTo,
            PostedIds before,
            String text,
            @Nullable InlineKeyboardMarkup buttons) {
        List<String> parts = TextParts.of(text);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            InlineKeyboardMarkup under = i == parts.size() - 1 ? buttons : null;
            if (i < before.messages().size()) {
                int message = before.messages().get(i);
                if (!edit(at, message, parts.get(i), under)) {
                    return post(at, replyTo, text, buttons);
                }
                ids.add(message);
            } else {
                ids.add(send(at, null, parts.get(i), under));
            }
        }
        for (int i = parts.size(); i < before.messages().size(); i++) {
            delete(at, before.messages().get(i));
        }
        return new PostedIds(ids);
    }

    /** False if the message is gone or may not be changed. */
    boolean edit(ChatAddress at, int message, String text, @Nullable InlineKeyboardMarkup buttons) {
        try {
            api.inChat(
                    at.chat(),
                    "editMessageText",
                    chat -> client -> client.execute(EditMessageText.builder()
                            .chatId(chat)
                            .messageId(message)
                            .text(text)
                            .replyMarkup(buttons)
                            .linkPreviewOptions(NO_PREVIEW)
                            .build()));
            return true;
        } catch (CallFailure e) {
            if (e.code() == 400 && e.says("message is not modified")) {
                return true;
            }
            if (e.code() == 400
                    && (e.says("can't be edited") || e.says("to edit not found") || e.says("MESSAGE_ID_INVALID"))) {
                return false;
            }
            throw e;
        }
    }

    /** Deletes the message; one that is gone, or too old to be deleted by a bot, is left as it is. */
    void delete(ChatAddress at, int message) {
        try {
            api.inChat(
                    at.chat(),
                    "deleteMessage",
                    chat -> client -> client.execute(DeleteMessage.builder()
                            .chatId(chat)
                            .messageId(message)
                            .build()));
        } catch (CallFailure e) {
            if (e.code() != 400) {
                throw e;
            }
        }
    }

    static @Nullable ReplyParameters reply(@Nullable Integer message) {
        return message == null
                ? null
                : ReplyParameters.builder()
                        .messageId(message)
                        // The question may have been deleted meanwhile; the answer comes all the same.
                        .allowSendingWithoutReply(true)
                        .build();
    }

    static @Nullable Integer question(EventId event) {
        return ChatAddress.message(event);
    }
}
