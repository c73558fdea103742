package dev.vignette.bot.manners;

import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.turn.Turn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** What buttons do. Only who asked the question, or who runs the chat, may act on its answer. */
final class Presses {
    private final Desk desk;
    private final Intake intake;
    private final Commands commands;
    private final InstantSource clock;

    Presses(Desk desk, Intake intake, Commands commands, InstantSource clock) {
        this.desk = desk;
        this.intake = intake;
        this.commands = commands;
        this.clock = clock;
    }

    CommandAnswer press(Caller caller, EventId event, String data) {
        if (data.startsWith(Choice.PREFIX)) {
            String[] parts = data.split(":", 3);
            return commands.run(caller, event, parts[1], parts.length > 2 ? parts[2] : "", clock.instant());
        }
        String language = desk.language(caller);
        Optional<TurnAction.On> action = TurnAction.read(data);
        Turn turn = action.flatMap(on -> desk.turns().turn(on.turn()))
                .filter(it -> it.platform().equals(caller.platform())
                        && it.conversation().equals(caller.conversation()))
                .orElse(null);
        if (action.isEmpty() || turn == null) {
            return say("press.gone", language);
        }
        if (!turn.person().equals(caller.person()) && !desk.admin(caller)) {
            return say("press.not-yours", language);
        }
        return switch (action.get().action()) {
            case TALK -> talk(caller, turn, language);
            case AGAIN -> again(caller, turn, language);
            case DELETE -> {
                desk.turns().withdraw(turn.platform(), turn.event());
                yield CommandAnswer.of("");
            }
            case CANCEL -> desk.turns().cancel(turn.id()) ? say("cancel.done", language) : say("press.over", language);
        };
    }

    private CommandAnswer talk(Caller caller, Turn turn, String language) {
        Duration wait = free(caller) ? Duration.ZERO : desk.quotas().film(caller);
        if (!wait.isZero()) {
            return CommandAnswer.of(
                    desk.wording().say("refused.films", language, desk.wording().wait(wait, language)));
        }
        intake.charged(turn.id(), caller);
        return desk.turns().talk(turn.id()) ? CommandAnswer.of(turn.id()) : say("press.over", language);
    }

    private CommandAnswer again(Caller caller, Turn turn, String language) {
        Duration wait = free(caller) ? Duration.ZERO : desk.quotas().message(caller);
        if (!wait.isZero()) {
            return CommandAnswer.of(desk.wording()
                    .say("refused.messages", language, desk.wording().wait(wait, language)));
        }
        return desk.turns()
                .again(turn.id())
                .map(next -> {
                    intake.charged(next, caller);
                    return CommandAnswer.of(next);
                })
                .orElseGet(() -> say("press.over", language));
    }

    private boolean free(Caller caller) {
        return desk.access().operates(caller.platform(), caller.person());
    }

    private CommandAnswer say(String key, String language) {
        return CommandAnswer.of(desk.wording().say(key, language));
    }
}
