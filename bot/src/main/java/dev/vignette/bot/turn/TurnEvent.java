package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a page wants to know while it happens. All but {@link Moved} are gone with the moment; the rest is stored. */
public sealed interface TurnEvent {
    ConversationId conversation();

    TurnId turn();

    /** The turn has reached {@code state}, or something was posted in that state; stored before it is told. */
    record Moved(ConversationId conversation, TurnId turn, TurnState state) implements TurnEvent {}

    /** A reply begins; what was heard of an earlier try is void. */
    record ReplyBegins(ConversationId conversation, TurnId turn) implements TurnEvent {}

    /** The reply goes on with {@code text}. */
    record ReplyGrows(ConversationId conversation, TurnId turn, String text) implements TurnEvent {}

    /**
     * The film waits.
     *
     * @param position 1 is next
     * @param expected until it is ready; null as long as nothing has been measured
     */
    record Waits(
            ConversationId conversation,
            TurnId turn,
            int position,
            @Nullable Duration expected) implements TurnEvent {}

    /** The film is being made; {@code expected} as in {@link Waits}. */
    record RenderBegins(
            ConversationId conversation,
            TurnId turn,
            @Nullable Duration expected) implements TurnEvent {}

    /** The film is being made: {@code fraction}, 0…1, of {@code stage} is done. */
    record Renders(ConversationId conversation, TurnId turn, String stage, double fraction) implements TurnEvent {}
}
