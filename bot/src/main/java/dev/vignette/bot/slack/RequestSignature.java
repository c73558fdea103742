package dev.vignette.bot.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Slack's signature of a request, version 0: HMAC-SHA256 over {@code v0:timestamp:body}. Compared in constant time, good for
 * five minutes before and after the timestamp, and good once. The library's own check takes timestamps from the future, knows
 * no replays, and stops comparing at the first difference. Safe to use from any thread.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>
 */
final class RequestSignature {
    static final String SIGNATURE = "X-Slack-Signature";
    static final String TIMESTAMP = "X-Slack-Request-Timestamp";

    private static final Duration WINDOW = Duration.ofMinutes(5);
    /** Only requests that Slack has signed are remembered; it sends 30,000 events an hour at most to one app. */
    private static final int REMEMBERED = 20_000;

    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final Pattern FORM = Pattern.compile("v0=[0-9a-f]{64}");

    /** What is to be thought of a request. */
    enum Verdict {
        GOOD,
        /** A header is missing, or is not of Slack's form. */
        UNSIGNED,
        /** Signed too long ago, or in the future. */
        OUTSIDE_WINDOW,
        /** Signed by somebody else, or changed on the way. */
        WRONG,
        /** Has been here before. */
        REPLAYED
    }

    private final SecretKeySpec key;
    private final InstantSource clock;
    private final Cache<String, Boolean> seen;

    /** @param secret the app's signing secret */
    RequestSignature(String secret, InstantSource clock) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.clock = clock;
        // From five minutes early to five minutes late a request would pass; one minute to spare.
        this.seen = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(WINDOW.multipliedBy(2).plusMinutes(1))
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .build();
    }

    /** Judges a request, and remembers it if it is good. */
    Verdict judge(@Nullable String timestamp, @Nullable String signature, byte[] body) {
        if (timestamp == null
                || signature == null
                || !SECONDS.matcher(timestamp).matches()
                || !FORM.matcher(signature).matches()) {
            return Verdict.UNSIGNED;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
        if (age.abs().compareTo(WINDOW) > 0) {
            return Verdict.OUTSIDE_WINDOW;
        }
        if (!MessageDigest.isEqual(
                sign(timestamp, body).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.US_ASCII))) {
            return Verdict.WRONG;
        }
        return seen.asMap().putIfAbsent(signature, true) == null ? Verdict.GOOD : Verdict.REPLAYED;
    }

    /** The request was not taken after all, and may come again as it is. */
    void forget(String signature) {
        seen.invalidate(signature);
    }

    /** What Slack would write. */
    String sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256.", e);
        }
    }
}
