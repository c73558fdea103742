package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.FetchedNote;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.manners.AttachmentDownload;
import dev.vignette.bot.manners.AttachmentHosts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;

/**
 * Answers on Telegram. There is no nonce there: a process that dies between sending and noting it sends again (at least once).
 * A clip sent again costs no upload, as its file id was kept right after the first time.
 */
final class TelegramPlatform implements ChatPlatform {
    private static final Duration MAX_DOWNLOAD_TIME = Duration.ofSeconds(60);

    /** Relative, and such that a URL can be made of it: the exception about a bad one would quote the token. */
    private static final Pattern PATH = Pattern.compile("\\w[\\w./-]{0,250}");

    private final BotApi api;
    private final Messages messages;
    private final ClipSender clips;
    private final VoiceSender voices;
    private final Keyboards keyboards = new Keyboards();
    private final FileLedger files;
    private final AttachmentDownload download;

    TelegramPlatform(BotApi api, TelegramSettings settings, JdbcClient sql) {
        this.api = api;
        this.messages = new Messages(api);
        this.files = new FileLedger(sql, settings.botId());
        var uploading = new Uploading(api, files, settings.uploads());
        this.clips = new ClipSender(api, uploading, keyboards);
        this.voices = new VoiceSender(api, uploading);
        this.download = new AttachmentDownload(
                AttachmentHosts.of("api.telegram.org").andLocal(settings.ownServer()),
                Telegram.MAX_DOWNLOAD,
                MAX_DOWNLOAD_TIME);
    }

    @Override
    public PlatformName name() {
        return Telegram.NAME;
    }

    @Override
    public PlatformCapabilities capabilities() {
        return Telegram.CAPABILITIES;
    }

    @Override
    public PlatformMessageId deliverText(Delivery delivery) {
        ChatAddress at = ChatAddress.of(delivery.conversation());
        Integer question = Messages.question(delivery.replyTo());
        InlineKeyboardMarkup buttons = keyboards.under(delivery, false);
        PlatformMessageId replaces = delivery.replaces();
        return sent(() -> replaces == null
                ? messages.post(at, question, delivery.text(), buttons).id()
                : messages.change(at, question, PostedIds.of(replaces), delivery.text(), buttons)
                        .id());
    }

    @Override
    public PlatformMessageId deliverClip(Delivery delivery, Delivery.Clip clip) {
        return sent(() -> new PostedIds(List.of(clips.send(delivery, clip))).id());
    }

    @Override
    public PlatformMessageId deliverVoice(Delivery delivery, Delivery.Voice voice) {
        return sent(() -> new PostedIds(List.of(voices.send(delivery, voice))).id());
    }

    @Override
    public void retract(ConversationId conversation, PlatformMessageId message) {
        ChatAddress at = ChatAddress.of(conversation);
        sent(() -> {
            PostedIds.of(message).messages().forEach(id -> messages.delete(at, id));
            return message;
        });
    }

    @Override
    public void discard(String clip) {
        files.drop(clip);
    }

    private static <T> T sent(Supplier<T> call) {
        try {
            return call.get();
        } catch (CallFailure e) {
            throw e.delivery();
        }
    }

    @Override
    public FetchedNote fetch(MessageContent.Attachment attachment) {
        String path;
        try {
            path = api.call(new GetFile(attachment.reference())).getFilePath();
        } catch (CallFailure e) {
            throw unavailable(e);
        }
        if (path == null || !PATH.matcher(path).matches() || path.contains("..")) {
            // A server of one's own in local mode answers with paths of its own disk.
            throw new AttachmentException(
                    AttachmentException.Reason.GONE,
                    "The Bot API server names no path that files are served at; run it without --local.",
                    null);
        }
        return download.fetch(api.file(path), Map.of(), attachment.mediaType());
    }

    private static AttachmentException unavailable(CallFailure e) {
        AttachmentException.Reason reason = e.passing()
                ? AttachmentException.Reason.UNREACHABLE
                : e.says("too big") ? AttachmentException.Reason.TOO_LARGE : AttachmentException.Reason.GONE;
        return new AttachmentException(reason, String.valueOf(e.getMessage()), null);
    }
}
