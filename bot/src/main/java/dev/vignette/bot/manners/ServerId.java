package dev.vignette.bot.manners;

/**
 * Where many people share a bot: a Discord server, a Telegram group, a Slack workspace. Budgets and allow lists go by it.
 * Unique per platform; 1 to 128 visible ASCII characters.
 */
public record ServerId(String value) {
    public ServerId {
        if (!value.matches("[\\x21-\\x7e]{1,128}")) {
            throw new IllegalArgumentException("A server id is 1 to 128 visible ASCII characters.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
