package dev.vignette.bot.manners;

import java.util.Arrays;
import java.util.Optional;

/**
 * {@code /answers} and {@code /chatanswers} {@code [mirror|text|voice|film|both]}: in which form the person wants to be answered everywhere on
 * the platform, and in which form people are answered in a chat who have not chosen for themselves.
 */
final class FormCommand implements ChatCommand {
    private final Desk desk;
    private final boolean ofChat;

    private FormCommand(Desk desk, boolean ofChat) {
        this.desk = desk;
        this.ofChat = ofChat;
    }

    static FormCommand ofPerson(Desk desk) {
        return new FormCommand(desk, false);
    }

    static FormCommand ofChat(Desk desk) {
        return new FormCommand(desk, true);
    }

    @Override
    public String name() {
        return ofChat ? "chatanswers" : "answers";
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
        Optional<AnswerChoice> choice = AnswerChoice.read(call.arguments());
        if (choice.isEmpty()) {
            return new CommandAnswer(
                    desk.say(name() + ".choose", call),
                    Arrays.stream(AnswerChoice.values())
                            .map(form -> Choice.of(desk.say("answers." + form.word(), call), name(), form.word()))
                            .toList(),
                    null);
        }
        Caller caller = call.caller();
        PreferenceStore store = desk.preferences();
        if (ofChat) {
            Preferences now = store.of(caller.platform(), caller.conversation());
            store.save(caller.platform(), caller.conversation(), now.withForm(choice.get()));
        } else {
            Preferences now = store.of(caller.platform(), caller.person());
            store.save(caller.platform(), caller.person(), now.withForm(choice.get()));
        }
        return CommandAnswer.of(desk.say(name() + ".chosen." + choice.get().word(), call));
    }
}
