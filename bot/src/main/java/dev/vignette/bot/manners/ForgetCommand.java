package dev.vignette.bot.manners;

import java.util.List;

/**
 * {@code /forget}: takes back the person's answers in this chat, with all that is part of it, and keeps nothing of what was said;
 * what they have chosen goes, and voices that were lent to them are given back. Asks once, as it cannot be undone.
 */
final class ForgetCommand implements ChatCommand {
    private static final String SURE = "yes";

    private final Desk desk;

    ForgetCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "forget";
    }

    @Override
    public Argument argument() {
        return Argument.WORD;
    }

    @Override
    public CommandAnswer run(CommandCall call) {
        Caller caller = call.caller();
        if (!call.arguments().equals(SURE)) {
            return new CommandAnswer(
                    desk.say("forget.sure", call),
                    List.of(Choice.of(desk.say("forget.yes", call), name(), SURE)),
                    null);
        }
        desk.turns().withdrawAll(caller.platform(), caller.chat(), caller.person());
        desk.preferences().forget(Scope.PERSON, caller);
        if (caller.direct()) {
            desk.preferences().forget(Scope.CHAT, caller);
        }
        desk.voices().giveBack(caller.platform(), caller.person());
        return CommandAnswer.of(desk.say("forget.done", call));
    }
}
