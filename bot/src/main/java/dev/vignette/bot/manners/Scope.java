package dev.vignette.bot.manners;

/** Whose choice a command changes: a person's, which holds everywhere on the platform, or a chat's, for those who have not chosen. */
enum Scope {
    PERSON,
    CHAT;

    /** The name of the command that changes it here: {@code voice} and {@code chatvoice}. */
    String command(String name) {
        return this == CHAT ? "chat" + name : name;
    }

    /** Under which the choice is kept. */
    String id(Caller caller) {
        return this == CHAT ? caller.chat().value() : caller.person().value();
    }
}
