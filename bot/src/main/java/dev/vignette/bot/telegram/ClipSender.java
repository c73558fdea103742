package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.Delivery.ClipFile;
import dev.vignette.bot.chat.DeliveryException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.ActionType;
import org.telegram.telegrambots.meta.api.methods.send.SendVideo;
import org.telegram.telegrambots.meta.api.methods.send.SendVideoNote;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Films: as a round video note where they can be one and the person takes it, as a video otherwise. */
final class ClipSender {
    private static final Logger LOG = LoggerFactory.getLogger(ClipSender.class);

    private final BotApi api;
    private final Uploading uploading;
    private final Keyboards keyboards;

    ClipSender(BotApi api, Uploading uploading, Keyboards keyboards) {
        this.api = api;
        this.uploading = uploading;
        this.keyboards = keyboards;
    }

    /** @throws CallFailure if Telegram takes it neither as a note nor as a video */
    int send(Delivery delivery, Delivery.Clip clip) {
        if (clip.duration().compareTo(Telegram.MAX_NOTE) <= 0) {
            try {
                return send(delivery, clip, FileLedger.Kind.NOTE);
            } catch (CallFailure e) {
                if (!notAsNote(e)) {
                    throw e;
                }
                LOG.info("A round video note is not taken here ({}); the film goes as a video.", e.getMessage());
            } catch (NotRound e) {
                LOG.debug("The film is not square and goes as a video.");
            }
        }
        return send(delivery, clip, FileLedger.Kind.VIDEO);
    }

    /** A few films do not pass as notes. */
    private static boolean notAsNote(CallFailure e) {
        return e.refusesNotes()
                || ((e.code() == 400 || e.code() == 403) && (e.says("VIDEO_NOTE") || e.says("wrong video note")));
    }

    private int send(Delivery delivery, Delivery.Clip clip, FileLedger.Kind kind) {
        return uploading.send(
                clip.id(), kind, known -> post(delivery, clip, kind, known, null), () -> upload(delivery, clip, kind));
    }

    private int upload(Delivery delivery, Delivery.Clip clip, FileLedger.Kind kind) {
        ClipFile file = clip.file().get();
        if (kind == FileLedger.Kind.NOTE && (!file.square() || file.width() > Telegram.MAX_NOTE_SIDE)) {
            throw new NotRound();
        }
        if (file.size() > Telegram.MAX_UPLOAD) {
            throw DeliveryException.refused("The film has " + file.size() + " bytes, more than Telegram takes.", null);
        }
        try (InputStream bytes = file.content().open()) {
            uploading.show(
                    ChatAddress.of(delivery.conversation()),
                    kind == FileLedger.Kind.NOTE ? ActionType.UPLOAD_VIDEO_NOTE : ActionType.UPLOAD_VIDEO);
            return post(delivery, clip, kind, new InputFile(bytes, "clip.mp4"), file);
        } catch (IOException e) {
            throw DeliveryException.passing("The film could not be read.", e);
        }
    }

    private int post(
            Delivery delivery, Delivery.Clip clip, FileLedger.Kind kind, InputFile film, @Nullable ClipFile uploaded) {
        ChatAddress at = ChatAddress.of(delivery.conversation());
        int seconds = seconds(clip.duration());
        Message message = kind == FileLedger.Kind.NOTE
                ? api.inChat(
                        at.chat(),
                        "sendVideoNote",
                        chat -> client -> client.execute(note(chat, at, delivery, film, seconds, uploaded)))
                : api.inChat(
                        at.chat(),
                        "sendVideo",
                        chat -> client -> client.execute(video(chat, at, delivery, film, seconds, uploaded)));
        String id = kind == FileLedger.Kind.NOTE
                ? message.getVideoNote() == null ? null : message.getVideoNote().getFileId()
                : message.getVideo() == null ? null : message.getVideo().getFileId();
        if (uploaded != null && id != null) {
            uploading.keep(clip.id(), kind, id);
        }
        return message.getMessageId();
    }

    private SendVideoNote note(
            long chat, ChatAddress at, Delivery delivery, InputFile film, int seconds, @Nullable ClipFile uploaded) {
        var note = SendVideoNote.builder()
                .chatId(chat)
                .messageThreadId(at.thread())
                .videoNote(film)
                .replyParameters(Messages.reply(Messages.question(delivery.replyTo())))
                .replyMarkup(keyboards.under(delivery, true));
        if (uploaded != null) {
            note.duration(seconds).length(uploaded.width());
        }
        return note.build();
    }

    private SendVideo video(
            long chat, ChatAddress at, Delivery delivery, InputFile film, int seconds, @Nullable ClipFile uploaded) {
        var video = SendVideo.builder()
                .chatId(chat)
                .messageThreadId(at.thread())
                .video(film)
                .caption(delivery.text())
                .replyParameters(Messages.reply(Messages.question(delivery.replyTo())))
                .replyMarkup(keyboards.under(delivery, false));
        if (uploaded != null) {
            video.duration(seconds)
                    .width(uploaded.width())
                    .height(uploaded.height())
                    .supportsStreaming(true);
        }
        return video.build();
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, (duration.toMillis() + 999) / 1000);
    }

    /** The film cannot be a round note. */
    private static final class NotRound extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
