package dev.vignette.bot.manners;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code /answers} and {@code /chatanswers} {@code [mirror|text|voice|film|both]}: in which form the person wants to be answered everywhere on
 * the platform, and in which form people are answered in a chat who have not chosen for themselves.
 */
final class FormCommand extends ChoosingCommand {
    private final Scope scope;

    FormCommand(Desk desk, Scope scope) {
        super(desk, scope.command("answers"));
        this.scope = scope;
    }

    @Override
    public boolean forAdmins() {
        return scope == Scope.CHAT;
    }

    @Override
    public List<Suggestion> suggestions(Caller caller, String language) {
        return Arrays.stream(AnswerChoice.values())
                .map(form -> new Suggestion(desk.wording().say("answers." + form.word(), language), form.word()))
                .toList();
    }

    @Override
    Optional<CommandAnswer> choose(CommandCall call, String word) {
        return AnswerChoice.read(word).map(form -> {
            desk.preferences().change(scope, call.caller(), now -> now.withForm(form));
            return CommandAnswer.of(desk.say(name() + ".chosen." + form.word(), call));
        });
    }
}
