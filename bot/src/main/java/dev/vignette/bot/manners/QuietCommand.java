package dev.vignette.bot.manners;

/** {@code /quiet [on|off]}: whether the bot answers nobody in this chat until told otherwise. */
final class QuietCommand implements ChatCommand {
    private final Desk desk;

    QuietCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "quiet";
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
        Preferences now = desk.preferences().of(caller.platform(), caller.conversation());
        // Without a word it is turned round.
        boolean on =
                call.arguments().isEmpty() ? !now.quiet() : call.arguments().equalsIgnoreCase("on");
        desk.preferences().save(caller.platform(), caller.conversation(), now.withQuiet(on));
        return CommandAnswer.of(desk.say(on ? "quiet.on" : "quiet.off", call));
    }
}
