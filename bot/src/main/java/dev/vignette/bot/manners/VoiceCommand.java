package dev.vignette.bot.manners;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /voice} and {@code /chatvoice} {@code [NAME|default]}: whose voice speaks, whichever face is seen; a person's own choice
 * everywhere on the platform, and a chat's for those who have not chosen. What one may choose, {@link Voices} says; a chat is
 * lent built-in voices only.
 */
final class VoiceCommand implements ChatCommand {
    private static final String DEFAULT = "default";

    private final Desk desk;
    private final boolean ofChat;

    private VoiceCommand(Desk desk, boolean ofChat) {
        this.desk = desk;
        this.ofChat = ofChat;
    }

    static VoiceCommand ofPerson(Desk desk) {
        return new VoiceCommand(desk, false);
    }

    static VoiceCommand ofChat(Desk desk) {
        return new VoiceCommand(desk, true);
    }

    @Override
    public String name() {
        return ofChat ? "chatvoice" : "voice";
    }

    @Override
    public boolean forAdmins() {
        return ofChat;
    }

    @Override
    public Argument argument() {
        return Argument.WORD;
    }

    @Override
    public CommandAnswer run(CommandCall call) {
        Caller caller = call.caller();
        if (call.arguments().equalsIgnoreCase(DEFAULT)) {
            save(caller, null);
            return CommandAnswer.of(desk.say(name() + ".default", call));
        }
        List<Voices.Voice> voices =
                ofChat ? desk.voices().builtIn() : desk.voices().choosableBy(caller.platform(), caller.person());
        Optional<Voices.Voice> chosen = Voices.find(voices, call.arguments());
        if (chosen.isEmpty()) {
            return new CommandAnswer(
                    desk.say(call.arguments().isEmpty() ? name() + ".choose" : "voice.unknown", call),
                    choices(voices, call),
                    null);
        }
        save(caller, chosen.get().id());
        return CommandAnswer.of(desk.say(name() + ".chosen", call, chosen.get().name()));
    }

    private List<Choice> choices(List<Voices.Voice> voices, CommandCall call) {
        List<Choice> choices = new ArrayList<>();
        voices.forEach(voice -> choices.add(Choice.of(voice.name(), name(), voice.id())));
        choices.add(Choice.of(desk.say("voice.own", call), name(), DEFAULT));
        return choices;
    }

    private void save(Caller caller, @Nullable String speaker) {
        PreferenceStore store = desk.preferences();
        if (ofChat) {
            Preferences now = store.of(caller.platform(), caller.conversation());
            store.save(caller.platform(), caller.conversation(), now.withSpeaker(speaker));
        } else {
            Preferences now = store.of(caller.platform(), caller.person());
            store.save(caller.platform(), caller.person(), now.withSpeaker(speaker));
        }
    }
}
