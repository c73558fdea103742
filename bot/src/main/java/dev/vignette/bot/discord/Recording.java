package dev.vignette.bot.discord;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.MessageContent.Attachment;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import net.dv8tion.jda.api.entities.Message;

/**
 * A recording that lies with Discord, by ids: its address expires, so the message is asked for a fresh one.
 *
 * @param conversation whose channel the message is in
 */
record Recording(ConversationId conversation, long message, long attachment) {
    /** The message's voice note, or the first sound or film attached to it; empty if there is none. */
    static Optional<Attachment> in(Message message, ConversationId conversation) {
        return message.getAttachments().stream()
                .filter(attachment -> message.isVoiceMessage() || audible(attachment))
                .findFirst()
                .map(attachment -> new Attachment(
                        conversation + "|" + message.getId() + "|" + attachment.getId(),
                        Objects.requireNonNullElse(attachment.getContentType(), "application/octet-stream"),
                        attachment.getSize()));
    }

    private static boolean audible(Message.Attachment attachment) {
        String type =
                Objects.requireNonNullElse(attachment.getContentType(), "").toLowerCase(Locale.ROOT);
        return type.startsWith("audio/") || type.startsWith("video/");
    }

    /** Reads the reference of {@link #in}; empty if it is none of ours. */
    static Optional<Recording> of(Attachment attachment) {
        String[] parts = attachment.reference().split("\\|", -1);
        if (parts.length != 3 || !parts[1].matches("\\d{1,20}") || !parts[2].matches("\\d{1,20}")) {
            return Optional.empty();
        }
        return Optional.of(new Recording(
                new ConversationId(parts[0]), Long.parseUnsignedLong(parts[1]), Long.parseUnsignedLong(parts[2])));
    }
}
