package dev.vignette.bot.manners;

/** {@code /about}: that this is an AI, who runs it, what is kept and how to be forgotten. */
final class AboutCommand implements ChatCommand {
    private final Desk desk;

    AboutCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "about";
    }

    @Override
    public CommandAnswer run(CommandCall call) {
        String operator = desk.settings().operator();
        return CommandAnswer.of(desk.say("about.ai", call)
                + "\n"
                + (operator.isBlank() ? desk.say("about.nobody", call) : desk.say("about.operator", call, operator))
                + "\n"
                + voice(call)
                + desk.say("about.kept", call));
    }

    /** Whose voice is lent to the face, where one is. */
    private String voice(CommandCall call) {
        String speaker = desk.speaker(call.caller());
        return speaker == null
                ? ""
                : Voices.find(
                                desk.voices()
                                        .choosableBy(
                                                call.caller().platform(),
                                                call.caller().person()),
                                speaker)
                        .map(voice -> desk.say("about.voice", call, voice.name()) + "\n")
                        .orElse("");
    }
}
