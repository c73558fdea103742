package dev.vignette.bot.manners;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Token buckets per person and per server: messages by the hour, engine time by the day. They fill steadily and lie in the
 * database, so that all nodes share them and a restart gives nothing away. Engine time is charged after a film, so one film may
 * overdraw a budget; it then takes as much longer to recover. Safe to use from any thread.
 */
final class Quotas {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    /** Even an overdrawn bucket is full after that. */
    private static final Duration UNUSED = Duration.ofDays(3);

    private final MannersSettings settings;
    private final InstantSource clock;
    private final StoredBuckets buckets;
    private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.MIN);

    Quotas(MannersSettings settings, JdbcClient sql, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.buckets = new StoredBuckets(sql, new WallClock(clock));
    }

    /** Takes one message from person and server, or nothing: how long until there is one again, zero if taken. */
    Duration message(Caller caller) {
        sweep();
        Optional<Bucket> person = messages(caller);
        Duration wait = take(person);
        if (!wait.isZero()) {
            return wait;
        }
        wait = take(bucket("m", server(caller), settings.serverMessages(), HOUR));
        if (!wait.isZero()) {
            person.ifPresent(bucket -> bucket.addTokens(1));
        }
        return wait;
    }

    /** How long until films may be made again; zero if they may. */
    Duration film(Caller caller) {
        Duration person = wait(engines(caller.platform(), caller.person()));
        Duration server =
                wait(bucket("r", server(caller), settings.serverRender().toMillis(), DAY));
        return person.compareTo(server) >= 0 ? person : server;
    }

    /**
     * Engines have worked so long for somebody.
     *
     * @param server whose budget it is besides; null for nobody's
     */
    void rendered(PlatformName platform, PersonId person, @Nullable ServerId server, Duration work) {
        if (work.isPositive()) {
            engines(platform, person)
                    .ifPresent(bucket -> charge(bucket, settings.personRender().toMillis(), work));
            bucket("r", server(platform, server), settings.serverRender().toMillis(), DAY)
                    .ifPresent(bucket -> charge(bucket, settings.serverRender().toMillis(), work));
        }
    }

    long messagesLeft(Caller caller) {
        return Math.max(0, messages(caller).map(Bucket::getAvailableTokens).orElse(0L));
    }

    Duration renderLeft(Caller caller) {
        return Duration.ofMillis(Math.max(
                0,
                engines(caller.platform(), caller.person())
                        .map(Bucket::getAvailableTokens)
                        .orElse(0L)));
    }

    private Optional<Bucket> messages(Caller caller) {
        return bucket("m", person(caller.platform(), caller.person()), settings.personMessages(), HOUR);
    }

    private Optional<Bucket> engines(PlatformName platform, PersonId person) {
        return bucket("r", person(platform, person), settings.personRender().toMillis(), DAY);
    }

    /** Empty without a limit. Another limit is another bucket, which begins full. */
    private Optional<Bucket> bucket(String what, String whose, long capacity, Duration period) {
        if (capacity == 0 || whose.isEmpty()) {
            return Optional.empty();
        }
        var bandwidth = Bandwidth.builder()
                .capacity(capacity)
                .refillGreedy(capacity, period)
                .build();
        return Optional.of(buckets.builder()
                .build(
                        what + capacity + whose,
                        () -> BucketConfiguration.builder().addLimit(bandwidth).build()));
    }

    /** In parts, as Bucket4j takes no more at once than a bucket holds. */
    private static void charge(Bucket bucket, long capacity, Duration work) {
        for (long left = work.toMillis(); left > 0; left -= capacity) {
            bucket.consumeIgnoringRateLimits(Math.min(left, capacity));
        }
    }

    private static Duration take(Optional<Bucket> bucket) {
        return bucket.map(it -> it.tryConsumeAndReturnRemaining(1))
                .filter(probe -> !probe.isConsumed())
                .map(ConsumptionProbe::getNanosToWaitForRefill)
                .map(nanos -> Duration.ofNanos(Math.max(1, nanos)))
                .orElse(Duration.ZERO);
    }

    private static Duration wait(Optional<Bucket> bucket) {
        return bucket.map(it -> it.estimateAbilityToConsume(1))
                .filter(probe -> !probe.canBeConsumed())
                .map(EstimationProbe::getNanosToWaitForRefill)
                .map(nanos -> Duration.ofNanos(Math.max(1, nanos)))
                .orElse(Duration.ZERO);
    }

    private void sweep() {
        Instant now = clock.instant();
        Instant before = swept.get();
        if (now.isAfter(before.equals(Instant.MIN) ? before : before.plus(HOUR)) && swept.compareAndSet(before, now)) {
            buckets.removeUnused(UNUSED);
        }
    }

    private static String person(PlatformName platform, PersonId person) {
        return "/p/" + platform + "/" + person;
    }

    private static String server(Caller caller) {
        return server(caller.platform(), caller.server());
    }

    private static String server(PlatformName platform, @Nullable ServerId server) {
        return server == null ? "" : "/s/" + platform + "/" + server;
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
