package dev.vignette.bot.manners;

import java.util.List;
import java.util.Optional;

/**
 * A command that is followed by one of some words. What there is to choose is found anew at each call; without a word, or with one that
 * is none of them, the command shows it.
 */
abstract class ChoosingCommand implements ChatCommand {
    final Desk desk;
    private final String name;

    ChoosingCommand(Desk desk, String name) {
        this.desk = desk;
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Argument argument() {
        return Argument.WORD;
    }

    @Override
    public abstract List<Suggestion> suggestions(Caller caller, String language);

    /** What {@code word} means; empty if it is nothing that can be chosen. */
    abstract Optional<CommandAnswer> choose(CommandCall call, String word);

    /** What to say about a word that is nothing. */
    String unknown() {
        return name + ".choose";
    }

    @Override
    public final CommandAnswer run(CommandCall call) {
        String word = call.arguments();
        return word.isEmpty()
                ? offer(call, name + ".choose")
                : choose(call, word).orElseGet(() -> offer(call, unknown()));
    }

    private CommandAnswer offer(CommandCall call, String question) {
        return new CommandAnswer(
                desk.say(question, call),
                suggestions(call.caller(), call.language()).stream()
                        .map(each -> Choice.of(each.label(), name, each.word()))
                        .toList(),
                null);
    }
}
