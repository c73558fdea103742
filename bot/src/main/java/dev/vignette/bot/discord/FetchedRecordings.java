package dev.vignette.bot.discord;

import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.AttachmentException.Reason;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.FetchedNote;
import dev.vignette.bot.chat.MessageContent.Attachment;
import dev.vignette.bot.manners.AttachmentDownload;
import java.net.URI;
import java.util.Map;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;

/** Asks the message for a fresh address of its attachment and downloads that, without the token. */
final class FetchedRecordings implements Recordings {
    private final Targets targets;
    private final AttachmentDownload download;

    FetchedRecordings(Targets targets, AttachmentDownload download) {
        this.targets = targets;
        this.download = download;
    }

    @Override
    public FetchedNote fetch(Attachment attachment) {
        Recording recording = Recording.of(attachment)
                .orElseThrow(() -> new AttachmentException(Reason.GONE, "This is no recording on Discord.", null));
        return download.fetch(URI.create(address(recording)), Map.of(), attachment.mediaType());
    }

    private String address(Recording recording) {
        try {
            MessageChannel channel = targets.find(recording.conversation());
            Message message = Requests.await(() -> channel.retrieveMessageById(recording.message()));
            return message.getAttachments().stream()
                    .filter(attachment -> attachment.getIdLong() == recording.attachment())
                    .findFirst()
                    .map(Message.Attachment::getUrl)
                    .orElseThrow(() -> new AttachmentException(Reason.GONE, "The message has it no more.", null));
        } catch (Requests.GoneException e) {
            throw new AttachmentException(Reason.GONE, "The message was deleted.", e);
        } catch (DeliveryException e) {
            Reason reason = e.retryable() ? Reason.UNREACHABLE : Reason.GONE;
            throw new AttachmentException(reason, String.valueOf(e.getMessage()), e);
        }
    }
}
