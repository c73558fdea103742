package dev.vignette.bot.chat;

/** Who wrote, in the words of the platform: an account, or the conversation itself where nobody has logged in. Shares of the renderer are dealt out by it. */
public record PersonId(String value) {
    public PersonId {
        Identifiers.check("person id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
