package dev.vignette.bot.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.CommandAnswer;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.manners.WithinSeconds;
import dev.vignette.bot.turn.Turn;
import dev.vignette.bot.turn.Turns;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Presses of buttons. Acknowledged when what they ask for is stored; Slack does not send them twice. */
final class SlackPresses {
    private final FrontDesk desk;
    private final Turns turns;
    private final StatusBoard statuses;
    private final Conversations conversations;
    private final Locales locales;
    private final WithinSeconds patience;

    SlackPresses(
            FrontDesk desk,
            Turns turns,
            StatusBoard statuses,
            Conversations conversations,
            Locales locales,
            WithinSeconds patience) {
        this.desk = desk;
        this.turns = turns;
        this.statuses = statuses;
        this.conversations = conversations;
        this.locales = locales;
        this.patience = patience;
    }

    void press(BlockActionPayload payload) {
        if (payload.getActions() == null || payload.getActions().isEmpty() || payload.getChannel() == null) {
            return;
        }
        String data = Objects.requireNonNullElse(payload.getActions().getFirst().getValue(), "");
        String user = payload.getUser().getId();
        EventId event = new Question.OfPress(payload.getTriggerId()).event();
        boolean done = patience.get(() -> {
                    press(payload, data, user, event);
                    return true;
                })
                .orElse(false);
        if (!done) {
            Place here = here(payload);
            conversations.say(here, user, desk.wording().unavailable(here.caller(user, locales.of(user))));
        }
    }

    private void press(BlockActionPayload payload, String data, String user, EventId event) {
        Place place = place(payload, data);
        Caller caller = place.caller(user, locales.of(user));
        CommandAnswer answer = desk.press(caller, event, data);
        TurnId begun = answer.turn();
        if (begun != null) {
            turns.turn(begun)
                    .map(Turn::event)
                    .ifPresent(question -> statuses.watch(
                            caller, begun, desk.language(caller), conversations.status(place, question)));
        } else if (!answer.text().isBlank()) {
            conversations.say(place, user, answer);
        }
    }

    /** The conversation of the turn that the button is for, if that is in this channel; else the place of the button. */
    private Place place(BlockActionPayload payload, String data) {
        String channel = payload.getChannel().getId();
        Place here = here(payload);
        return TurnAction.read(data)
                .flatMap(on -> turns.turn(on.turn()))
                .flatMap(turn ->
                        turn.platform().equals(SlackPlatform.NAME) ? Place.of(turn.conversation()) : Optional.empty())
                .filter(there -> there.team().equals(here.team())
                        && (there.channel().equals(channel) || channel.startsWith("D")))
                .orElse(here);
    }

    private static Place here(BlockActionPayload payload) {
        String channel = payload.getChannel().getId();
        return new Place(payload.getTeam().getId(), channel, thread(payload, channel));
    }

    private static @Nullable String thread(BlockActionPayload payload, String channel) {
        String thread =
                payload.getMessage() == null ? null : payload.getMessage().getThreadTs();
        return channel.startsWith("D") ? null : thread;
    }
}
