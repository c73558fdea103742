package dev.vignette.bot.manners;

import java.util.List;
import java.util.Optional;

/** {@code /avatar [NAME]}: who answers in this chat from the next message on. */
final class AvatarCommand extends ChoosingCommand {
    AvatarCommand(Desk desk) {
        super(desk, "avatar");
    }

    @Override
    public boolean forAdmins() {
        // In a group the face is everybody's.
        return true;
    }

    @Override
    String unknown() {
        return "avatar.unknown";
    }

    @Override
    public List<Suggestion> suggestions(Caller caller, String language) {
        return desk.faces().all().stream()
                .map(face -> new Suggestion(face.name(), face.id()))
                .toList();
    }

    @Override
    Optional<CommandAnswer> choose(CommandCall call, String word) {
        Caller caller = call.caller();
        return desk.faces().find(word).map(face -> {
            desk.turns().begin(caller.platform(), caller.chat(), face.id(), call.language());
            desk.turns().chooseAvatar(caller.platform(), caller.chat(), face.id());
            return CommandAnswer.of(desk.say("avatar.chosen", call, face.name()));
        });
    }
}
