package dev.vignette.bot.slack;

import dev.vignette.bot.chat.EventId;
import java.util.Optional;

/**
 * What has happened on Slack. Slack tells of one mention by two events with ids of their own, so a message is known by where and
 * when it was sent.
 */
sealed interface Question {
    /** A message. */
    record OfMessage(String channel, String ts) implements Question {}

    /** The use of a command or shortcut. {@code user} is whom to write to where the bot may not post. */
    record OfCommand(String user, String trigger) implements Question {}

    /** The press of a button. */
    record OfPress(String trigger) implements Question {}

    /** Reads what {@link #event} wrote; empty if it is none of ours. */
    static Optional<Question> of(EventId event) {
        String[] parts = event.value().split("/", -1);
        return switch (parts.length + parts[0]) {
            case "3m" -> Optional.of(new OfMessage(parts[1], parts[2]));
            case "3c" -> Optional.of(new OfCommand(parts[1], parts[2]));
            case "2b" -> Optional.of(new OfPress(parts[1]));
            default -> Optional.empty();
        };
    }

    default EventId event() {
        return new EventId(
                switch (this) {
                    case OfMessage message -> "m/" + message.channel + "/" + message.ts;
                    case OfCommand command -> "c/" + command.user + "/" + command.trigger;
                    case OfPress press -> "b/" + press.trigger;
                });
    }
}
