package dev.vignette.conversation.reply;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a server alone for half a minute after repeated failures, so that a dead one costs one wait and not one per message,
 * and looks whether it is there at most every ten seconds.
 */
final class ServerBreaker {
    /** How long an answer to "is it there" is believed. */
    private static final Duration BELIEVED = Duration.ofSeconds(10);

    private record Probe(Instant at, Optional<String> obstacle) {}

    private final String server;
    private final InstantSource clock;
    private final Supplier<Optional<String>> look;
    private final CircuitBreaker breaker;
    private volatile @Nullable Probe probe;

    /**
     * @param server as in "… failed several times": what and where it is
     * @param look asks the server itself: empty if it can be used, otherwise what to do
     */
    ServerBreaker(String server, InstantSource clock, Supplier<Optional<String>> look) {
        this.server = server;
        this.clock = clock;
        this.look = look;
        breaker = CircuitBreaker.of(
                server,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(6)
                        .minimumNumberOfCalls(3)
                        .failureRateThreshold(60)
                        .waitDurationInOpenState(Duration.ofSeconds(30))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .build());
    }

    Optional<String> obstacle() {
        if (!breaker.tryAcquirePermission()) {
            return Optional.of(
                    server + " failed several times in a row and is left alone for half a minute; look at its log.");
        }
        Probe last = probe;
        if (last == null || last.at().plus(BELIEVED).isBefore(clock.instant())) {
            last = new Probe(clock.instant(), look.get());
            probe = last;
        }
        if (last.obstacle().isPresent()) {
            breaker.releasePermission();
        }
        return last.obstacle();
    }

    void succeeded() {
        breaker.onSuccess(0, TimeUnit.MILLISECONDS);
    }

    void failed(Throwable cause) {
        probe = null;
        breaker.onError(0, TimeUnit.MILLISECONDS, cause);
    }
}
