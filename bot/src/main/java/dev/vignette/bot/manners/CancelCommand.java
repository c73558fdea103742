package dev.vignette.bot.manners;

/** {@code /cancel}: stops all that is being made for the person in this chat. */
final class CancelCommand implements ChatCommand {
    private final Desk desk;

    CancelCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "cancel";
    }

    @Override
    public CommandAnswer run(CommandCall call) {
        Caller caller = call.caller();
        long stopped = desk.turns().running(caller.platform(), caller.chat(), caller.person()).stream()
                .filter(turn -> desk.turns().cancel(turn.id()))
                .count();
        return CommandAnswer.of(desk.say(stopped == 0 ? "cancel.nothing" : "cancel.done", call));
    }
}
