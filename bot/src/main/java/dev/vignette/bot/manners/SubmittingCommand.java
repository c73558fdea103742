package dev.vignette.bot.manners;

import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.MessageContent;
import java.time.Duration;
import java.util.List;

/** A command whose text becomes a turn. */
abstract class SubmittingCommand implements ChatCommand {
    final Desk desk;
    private final Intake intake;

    SubmittingCommand(Desk desk, Intake intake) {
        this.desk = desk;
        this.intake = intake;
    }

    @Override
    public Argument argument() {
        return Argument.TEXT;
    }

    abstract boolean verbatim();

    abstract AnswerForm form(Caller caller);

    @Override
    public CommandAnswer run(CommandCall call) {
        MessageContent content;
        try {
            content = new MessageContent.Text(call.arguments());
        } catch (IllegalArgumentException e) {
            return CommandAnswer.of(desk.say("refused.long", call, MessageContent.Text.MAX_CHARS));
        }
        Verdict verdict = intake.submit(
                call.caller(),
                call.event(),
                content,
                call.at(),
                new ChatMessage.Handling(
                        form(call.caller()), 0, Duration.ZERO, verbatim(), desk.speaker(call.caller())));
        return switch (verdict) {
            case Verdict.Accepted accepted -> {
                String greeting = accepted.greeting();
                yield new CommandAnswer(greeting == null ? "" : greeting, List.of(), accepted.turn());
            }
            case Verdict.Refused refused -> CommandAnswer.of(refused.sentence());
            case Verdict.Ignored ignored -> CommandAnswer.of("");
        };
    }
}
