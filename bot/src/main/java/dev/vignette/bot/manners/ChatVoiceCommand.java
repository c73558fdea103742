package dev.vignette.bot.manners;

/** {@code /chatvoice [mirror|text|film]}: the form of answers in this chat, for those who have not chosen for themselves. */
final class ChatVoiceCommand implements ChatCommand {
    private final Desk desk;

    ChatVoiceCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "chatvoice";
    }

    @Override
    public boolean forAdmins() {
        return true;
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
            return VoiceCommand.ask(desk, call, name());
        }
        desk.preferences()
                .save(
                        caller.platform(),
                        caller.conversation(),
                        desk.preferences()
                                .of(caller.platform(), caller.conversation())
                                .withForm(choice.get()));
        return CommandAnswer.of(desk.say("chatvoice.chosen." + choice.get().word(), call));
    }
}
