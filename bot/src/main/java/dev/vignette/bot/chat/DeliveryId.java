package dev.vignette.bot.chat;

import java.util.random.RandomGenerator;

/** One thing to be posted once. The same over all tries, so that a platform that takes a nonce can drop doubles. */
public record DeliveryId(String value) {
    public DeliveryId {
        Identifiers.checkOwn("delivery id", value);
    }

    /** A new one. {@code random} must be cryptographically strong where the id is also the key to what it names. */
    public static DeliveryId random(RandomGenerator random) {
        return new DeliveryId(Identifiers.random(random));
    }

    @Override
    public String toString() {
        return value;
    }
}
