package dev.vignette.bot.manners;

/** What may follow a command's name. */
public enum Argument {
    /** Nothing. */
    NONE,
    /** A short word that may be left out; the command then offers choices. */
    WORD,
    /** Free text that must be there. */
    TEXT
}
