package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A {@link TurnEvent} as one line with tabs, for the wire between nodes. Text comes last and may contain anything. */
final class EventLine {
    private static final String UNKNOWN = "?";

    private EventLine() {}

    static String write(TurnEvent event) {
        String rest = switch (event) {
            case TurnEvent.Moved moved -> moved.state().name();
            case TurnEvent.ReplyBegins begins -> "";
            case TurnEvent.ReplyGrows grows -> grows.text();
            case TurnEvent.Waits waits -> waits.position() + "\t" + write(waits.expected());
            case TurnEvent.RenderBegins begins -> write(begins.expected());
            case TurnEvent.Renders renders -> renders.stage() + "\t" + renders.fraction();
        };
        return String.join(
                "\t",
                event.getClass().getSimpleName(),
                event.conversation().value(),
                event.turn().value(),
                rest);
    }

    /** @throws IllegalArgumentException if the line is not an event of this version */
    static TurnEvent read(String line) {
        String[] parts = line.split("\t", 4);
        if (parts.length < 4) {
            throw new IllegalArgumentException("Not an event: " + line.length() + " characters");
        }
        var conversation = new ConversationId(parts[1]);
        var turn = new TurnId(parts[2]);
        String rest = parts[3];
        return switch (parts[0]) {
            case "Moved" -> new TurnEvent.Moved(conversation, turn, TurnState.valueOf(rest));
            case "ReplyBegins" -> new TurnEvent.ReplyBegins(conversation, turn);
            case "ReplyGrows" -> new TurnEvent.ReplyGrows(conversation, turn, rest);
            case "Waits" ->
                pair(rest, two -> new TurnEvent.Waits(conversation, turn, Integer.parseInt(two[0]), duration(two[1])));
            case "RenderBegins" -> new TurnEvent.RenderBegins(conversation, turn, duration(rest));
            case "Renders" ->
                pair(rest, two -> new TurnEvent.Renders(conversation, turn, two[0], Double.parseDouble(two[1])));
            default -> throw new IllegalArgumentException("Not an event: " + parts[0]);
        };
    }

    private static TurnEvent pair(String rest, Function<String[], TurnEvent> event) {
        String[] two = rest.split("\t", 2);
        if (two.length < 2) {
            throw new IllegalArgumentException("Not an event: a part is missing");
        }
        return event.apply(two);
    }

    private static String write(@Nullable Duration duration) {
        return duration == null ? UNKNOWN : String.valueOf(duration.toMillis());
    }

    private static @Nullable Duration duration(String millis) {
        return millis.equals(UNKNOWN) ? null : Duration.ofMillis(Long.parseLong(millis));
    }
}
