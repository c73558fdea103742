package dev.vignette.bot.manners;

/** {@code /avatar [NAME]}: who answers in this chat from the next message on. */
final class AvatarCommand implements ChatCommand {
    private final Desk desk;

    AvatarCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "avatar";
    }

    @Override
    public Argument argument() {
        return Argument.WORD;
    }

    @Override
    public boolean forAdmins() {
        // In a group the face is everybody's.
        return true;
    }

    @Override
    public CommandAnswer run(CommandCall call) {
        Caller caller = call.caller();
        var chosen = desk.faces().find(call.arguments());
        if (chosen.isEmpty()) {
            return new CommandAnswer(
                    desk.say(call.arguments().isEmpty() ? "avatar.choose" : "avatar.unknown", call),
                    desk.faces().all().stream()
                            .map(face -> Choice.of(face.name(), name(), face.id()))
                            .toList(),
                    null);
        }
        var face = chosen.get();
        desk.turns().begin(caller.platform(), caller.conversation(), face.id(), call.language());
        desk.turns().chooseAvatar(caller.platform(), caller.conversation(), face.id());
        return CommandAnswer.of(desk.say("avatar.chosen", call, face.name()));
    }
}
