package dev.vignette.bot.manners;

import java.util.Arrays;

/** {@code /voice [mirror|text|film]}: in which form the person wants to be answered, everywhere on the platform. */
final class VoiceCommand implements ChatCommand {
    private final Desk desk;

    VoiceCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "voice";
    }

    @Override
    public Argument argument() {
        return Argument.WORD;
    }

    @Override
    public CommandAnswer run(CommandCall call) {
        Caller caller = call.caller();
        var choice = AnswerChoice.read(call.arguments());
        if (choice.isEmpty()) {
            return ask(desk, call, name());
        }
        desk.preferences()
                .save(
                        caller.platform(),
                        caller.person(),
                        desk.preferences()
                                .of(caller.platform(), caller.person())
                                .withForm(choice.get()));
        return CommandAnswer.of(desk.say("voice.chosen." + choice.get().word(), call));
    }

    /** Offers the three forms for {@code command}. */
    static CommandAnswer ask(Desk desk, CommandCall call, String command) {
        return new CommandAnswer(
                desk.say(command + ".choose", call),
                Arrays.stream(AnswerChoice.values())
                        .map(form -> Choice.of(desk.say("voice." + form.word(), call), command, form.word()))
                        .toList(),
                null);
    }
}
