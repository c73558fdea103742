package dev.vignette.bot.manners;

import java.util.List;

/**
 * {@code /forget}: takes back the person's answers in this chat and keeps nothing of what was said. Asks once, as it cannot
 * be undone.
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
        desk.turns().withdrawAll(caller.platform(), caller.conversation(), caller.direct() ? null : caller.person());
        desk.preferences().forget(caller.platform(), caller.person());
        return CommandAnswer.of(desk.say("forget.done", call));
    }
}
