package dev.vignette.bot.manners;

import dev.vignette.bot.chat.AnswerForm;

/** {@code /say TEXT}: the text itself is said. */
final class SayCommand extends SubmittingCommand {
    SayCommand(Desk desk, Intake intake) {
        super(desk, intake);
    }

    @Override
    public String name() {
        return "say";
    }

    @Override
    boolean verbatim() {
        return true;
    }

    @Override
    AnswerForm form(Caller caller) {
        return AnswerForm.FILM;
    }
}
