package dev.vignette.bot.manners;

/**
 * A command as a platform's menu shows it.
 *
 * @param name as typed, the same in all languages; 1 to 32 lower-case ASCII letters
 * @param localName as shown in the menu's language where the platform translates names; lower case, without spaces
 * @param description at most 100 characters
 * @param forAdmins whether only those who run a chat may use it there
 */
public record MenuEntry(String name, String localName, String description, Argument argument, boolean forAdmins) {}
