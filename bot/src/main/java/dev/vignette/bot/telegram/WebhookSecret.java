package dev.vignette.bot.telegram;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What Telegram shows with every update that it posts. Made of the bot's token, so that all nodes know it, nobody has to keep
 * it, and nobody without the token can make it; the token cannot be made of it.
 */
final class WebhookSecret {
    static final String HEADER = "X-Telegram-Bot-Api-Secret-Token";
    private static final String PURPOSE = "vignette webhook";

    private final byte[] value;

    WebhookSecret(String token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
            // 43 of the characters that Telegram takes: A-Z a-z 0-9 _ -
            value = Base64.getUrlEncoder().withoutPadding().encode(mac.doFinal(PURPOSE.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has HmacSHA256", e);
        }
    }

    /** As Telegram is told it. */
    String value() {
        return new String(value, US_ASCII);
    }

    /** Whether {@code shown} is it, in a time that does not depend on how much of it is right. */
    boolean matches(@Nullable String shown) {
        return shown != null && MessageDigest.isEqual(value, shown.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
