package dev.vignette.bot.manners;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Token buckets per person and per server: messages by the hour, engine time by the day. Buckets fill steadily, lie in this
 * node's memory and start full after a restart. Engine time is charged after a film, so one film may overdraw a budget; it
 * then takes as much longer to recover. Safe to use from any thread.
 */
final class Quotas {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final MannersSettings settings;
    private final TimeMeter time;
    /** By far more than are ever active; who is dropped starts anew with a full bucket. */
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(200_000).build();

    Quotas(MannersSettings settings, InstantSource clock) {
        this.settings = settings;
        this.time = new WallClock(clock);
    }

    /** Takes one message from person and server, or nothing: how long until there is one again, zero if taken. */
    Duration message(Caller caller) {
        Bucket person = bucket("m", person(caller), settings.personMessages(), HOUR);
        Bucket server = bucket("m", server(caller), settings.serverMessages(), HOUR);
        Duration wait = longest(wait(person, 1), wait(server, 1));
        if (wait.isZero()) {
            person.tryConsume(1);
            server.tryConsume(1);
        }
        return wait;
    }

    /** How long until films may be made again; zero if they may. */
    Duration film(Caller caller) {
        return longest(
                wait(bucket("r", person(caller), millis(settings.personRender()), DAY), 1),
                wait(bucket("r", server(caller), millis(settings.serverRender()), DAY), 1));
    }

    /** Engines have worked so long for the caller. */
    void rendered(Caller caller, Duration work) {
        if (work.isPositive()) {
            bucket("r", person(caller), millis(settings.personRender()), DAY)
                    .consumeIgnoringRateLimits(work.toMillis());
            bucket("r", server(caller), millis(settings.serverRender()), DAY)
                    .consumeIgnoringRateLimits(work.toMillis());
        }
    }

    long messagesLeft(Caller caller) {
        return Math.max(
                0, bucket("m", person(caller), settings.personMessages(), HOUR).getAvailableTokens());
    }

    Duration renderLeft(Caller caller) {
        return Duration.ofMillis(Math.max(
                0,
                bucket("r", person(caller), millis(settings.personRender()), DAY)
                        .getAvailableTokens()));
    }

    private Bucket bucket(String what, String who, long capacity, Duration period) {
        // No limit and no server are the same: a bucket that is never empty.
        long tokens = capacity == 0 || who.isEmpty() ? Integer.MAX_VALUE : capacity;
        return buckets.get(
                what + tokens + who,
                key -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(tokens)
                                .refillGreedy(tokens, period)
                                .build())
                        .withCustomTimePrecision(time)
                        .build());
    }

    private static Duration wait(Bucket bucket, long tokens) {
        EstimationProbe probe = bucket.estimateAbilityToConsume(tokens);
        return probe.canBeConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }

    private static String person(Caller caller) {
        return "/p/" + caller.platform() + "/" + caller.person();
    }

    private static String server(Caller caller) {
        return caller.server() == null ? "" : "/s/" + caller.platform() + "/" + caller.server();
    }

    /** The injected clock as Bucket4j reads it. */
    private record WallClock(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
