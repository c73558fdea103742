package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.manners.StatusLine;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.ActionType;

/** The status message below a question, and "is recording a video message" beside the bot's name. */
final class TelegramStatusLine implements StatusLine {
    private final BotApi api;
    private final ChatAddress at;
    private final @Nullable Integer question;
    private final Messages messages;
    private final Keyboards keyboards = new Keyboards();

    TelegramStatusLine(BotApi api, ChatAddress at, @Nullable Integer question) {
        this.api = api;
        this.at = at;
        this.question = question;
        this.messages = new Messages(api);
    }

    @Override
    public PlatformMessageId post(String text, TurnId turn, String language) {
        try {
            return messages.post(at, question, text, keyboards.cancel(turn, language))
                    .id();
        } catch (CallFailure e) {
            throw e.delivery();
        }
    }

    @Override
    public void edit(PlatformMessageId message, String text, TurnId turn, String language) {
        try {
            messages.edit(at, PostedIds.of(message).messages().getFirst(), text, keyboards.cancel(turn, language));
        } catch (CallFailure e) {
            throw e.delivery();
        }
    }

    @Override
    public void remove(PlatformMessageId message) {
        try {
            List<Integer> ids = PostedIds.of(message).messages();
            ids.forEach(id -> messages.delete(at, id));
        } catch (CallFailure e) {
            throw e.delivery();
        }
    }

    @Override
    public void busy(Activity activity) {
        ActionType action = switch (activity) {
            case TYPING -> ActionType.TYPING;
            case RECORDING -> ActionType.RECORD_VIDEO_NOTE;
            case UPLOADING -> ActionType.UPLOAD_VIDEO_NOTE;
        };
        try {
            api.show(at, action);
        } catch (CallFailure e) {
            throw e.delivery();
        }
    }
}
