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
    static Optional<Message.Attachment> of(Message message) {
        return message.getAttachments().stream()
                .filter(attachment -> message.isVoiceMessage() || audible(attachment))
                .findFirst();
    }

    /** @throws IllegalArgumentException if it is larger than any recording taken */
    static Attachment reference(Message message, Message.Attachment sound, ConversationId conversation) {
        return new Attachment(
                conversation + "|" + message.getId() + "|" + sound.getId(),
                Objects.requireNonNullElse(sound.getContentType(), "application/octet-stream"),
                sound.getSize());
    }

    private static boolean audible(Message.Attachment attachment) {
        String type =
                Objects.requireNonNullElse(attachment.getContentType(), "").toLowerCase(Locale.ROOT);
        return type.startsWith("audio/") || type.startsWith("video/");
    }

    /** Reads what {@link #reference} wrote; empty if it is none of ours. */
    static Optional<Recording> of(Attachment attachment) {
        String[] parts = attachment.reference().split("\\|", -1);
        if (parts.length != 3 || !parts[1].matches("\\d{1,20}") || !parts[2].matches("\\d{1,20}")) {
            return Optional.empty();
        }
        return Optional.of(new Recording(
                new ConversationId(parts[0]), Long.parseUnsignedLong(parts[1]), Long.parseUnsignedLong(parts[2])));
    }
}
