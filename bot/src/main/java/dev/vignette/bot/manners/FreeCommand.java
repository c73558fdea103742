package dev.vignette.bot.manners;

/** {@code /free [on|off]}: whether the bot answers in this chat without being mentioned. */
final class FreeCommand implements ChatCommand {
    private final Desk desk;

    FreeCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "free";
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
        boolean on = call.arguments().isEmpty() ? !now.free() : call.arguments().equalsIgnoreCase("on");
        desk.preferences().save(caller.platform(), caller.conversation(), now.withFree(on));
        return CommandAnswer.of(desk.say(on ? "free.on" : "free.off", call));
    }
}
