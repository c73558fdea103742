package dev.vignette.bot.chat;

/** In which form a message is answered. The text always comes, and comes first. */
public enum AnswerForm {
    /** In writing; a film is made if somebody asks for it afterwards ({@link TurnAction#TALK}). */
    TEXT,
    /** In writing and as a film that says it. */
    FILM
}
