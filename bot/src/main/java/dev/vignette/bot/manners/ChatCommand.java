package dev.vignette.bot.manners;

import java.util.List;

/** A slash command, the same on all platforms. Its description is in the words as {@code command.NAME}. */
interface ChatCommand {
    /** Lower-case letters; what is typed after the slash. */
    String name();

    /** Whether only those who run the chat may use it where others read along. */
    default boolean forAdmins() {
        return false;
    }

    /** What its argument is. */
    default Argument argument() {
        return Argument.NONE;
    }

    /** What may be put behind the name, for those who are typing it; empty where anything may. */
    default List<Suggestion> suggestions(Caller caller, String language) {
        return List.of();
    }

    CommandAnswer run(CommandCall call);
}
