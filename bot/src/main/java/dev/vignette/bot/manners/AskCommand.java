package dev.vignette.bot.manners;

import dev.vignette.bot.chat.AnswerForm;

/** {@code /ask TEXT}: a message like any other, for where the bot does not read along; answered with a film. */
final class AskCommand extends SubmittingCommand {
    AskCommand(Desk desk, Intake intake) {
        super(desk, intake);
    }

    @Override
    public String name() {
        return "ask";
    }

    @Override
    boolean verbatim() {
        return false;
    }

    @Override
    AnswerForm form(Caller caller) {
        return desk.form(caller, Medium.FILM);
    }
}
