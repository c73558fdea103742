package dev.vignette.bot.discord;

import dev.vignette.bot.chat.EventId;
import java.util.Optional;

/** What has happened on Discord: a message was sent, a command used, a button pressed; by its id. */
sealed interface Question {
    /** A message in a channel. */
    record OfMessage(long id) implements Question {}

    /** The use of a command, by the interaction's id. */
    record OfInteraction(long id) implements Question {}

    /** The press of a button, which answers nothing itself. */
    record OfPress(long id) implements Question {}

    /** Reads what {@link #event} wrote; empty if it is none of ours. */
    static Optional<Question> of(EventId event) {
        String[] parts = event.value().split("/", -1);
        if (parts.length != 2 || !parts[1].matches("\\d{1,20}")) {
            return Optional.empty();
        }
        long id = Long.parseUnsignedLong(parts[1]);
        return switch (parts[0]) {
            case "m" -> Optional.of(new OfMessage(id));
            case "i" -> Optional.of(new OfInteraction(id));
            case "b" -> Optional.of(new OfPress(id));
            default -> Optional.empty();
        };
    }

    default EventId event() {
        return new EventId(
                switch (this) {
                    case OfMessage message -> "m/" + Long.toUnsignedString(message.id);
                    case OfInteraction interaction -> "i/" + Long.toUnsignedString(interaction.id);
                    case OfPress press -> "b/" + Long.toUnsignedString(press.id);
                });
    }
}
