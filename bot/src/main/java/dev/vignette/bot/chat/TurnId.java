package dev.vignette.bot.chat;

import java.util.random.RandomGenerator;

/** One message and its answer: 128 random bits in 26 characters. */
public record TurnId(String value) {
    public TurnId {
        Identifiers.checkOwn("turn id", value);
    }

    /** A new one. {@code random} must be cryptographically strong where the id is also the key to what it names. */
    public static TurnId random(RandomGenerator random) {
        return new TurnId(Identifiers.random(random));
    }

    @Override
    public String toString() {
        return value;
    }
}
