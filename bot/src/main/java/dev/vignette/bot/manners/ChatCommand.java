package dev.vignette.bot.manners;

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

    CommandAnswer run(CommandCall call);
}
