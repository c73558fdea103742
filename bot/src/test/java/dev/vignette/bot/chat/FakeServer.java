package dev.vignette.bot.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;

/**
 * What the fakes of platforms have in common: one port of this machine, a clock, requests that go wrong when told to, and a way
 * to wait for what other threads do. Those who extend it know the protocol.
 */
public abstract class FakeServer extends Dispatcher implements AutoCloseable {
    /** When fakes begin, unless they keep real time. */
    public static final InstantSource STANDING = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * A request that goes wrong.
     *
     * @param request regular expression for all of "METHOD path", the path without what the platform's methods have in common
     */
    public record Fault(
            String request, Kind kind, int status, @Nullable String retryAfter) {
        public enum Kind {
            /** Answered with a status, nothing is done. */
            STATUS,
            /** The connection breaks before anything is done. */
            CUT_BEFORE,
            /** Done, but the connection breaks before the answer. */
            CUT_AFTER
        }
    }

    public final MockWebServer server = new MockWebServer();
    /** Method and path of every request, in order. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    /** Who takes the time of acknowledgements. */
    public volatile Witness witness = Witness.NOBODY;

    private final List<Fault> faults = new ArrayList<>();
    private final InstantSource clock;
    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

    /** @param clock on which time passes, besides what {@link #pass} adds */
    protected FakeServer(InstantSource clock) {
        this.clock = clock;
        server.setDispatcher(this);
        server.setBodyLimit(64_000_000);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public final Instant now() {
        return clock.instant().plus(passed.get());
    }

    public final void pass(Duration time) {
        passed.updateAndGet(before -> before.plus(time));
    }

    /** The next request that matches goes wrong. */
    public final void fail(Fault fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    /** The next request that matches is answered with this status. */
    public final void failWith(int status, String request) {
        fail(new Fault(request, Fault.Kind.STATUS, status, null));
    }

    /** The next request that matches is answered with 429. */
    public final void limit(String request, String retryAfter) {
        fail(new Fault(request, Fault.Kind.STATUS, 429, retryAfter));
    }

    /** Something has happened that {@link #await} may be waiting for. */
    public final synchronized void changed() {
        notifyAll();
    }

    /** Waits until {@code condition} holds; looks again whenever something happens. */
    public final synchronized void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("Waited in vain: " + what + ". Requests: " + requests);
            }
            try {
                wait(Math.min(left, 250));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public final MockResponse dispatch(RecordedRequest request) throws InterruptedException {
        // The server keeps what came until somebody takes it; a long run would keep every film.
        server.takeRequest(0, TimeUnit.MILLISECONDS);
        try {
            String line = line(request);
            requests.add(line);
            Fault fault = take(line);
            if (fault != null && fault.kind() == Fault.Kind.STATUS) {
                return status(fault);
            }
            if (fault != null && fault.kind() == Fault.Kind.CUT_BEFORE) {
                return cut();
            }
            MockResponse answer = answer(line, request);
            return fault == null ? answer : cut();
        } finally {
            changed();
        }
    }

    /** "METHOD path" as {@link Fault#request} has it. */
    protected abstract String line(RecordedRequest request);

    /** Does what is asked. */
    protected abstract MockResponse answer(String line, RecordedRequest request);

    /** What the platform answers with a status alone. */
    protected abstract MockResponse status(Fault fault);

    private @Nullable Fault take(String line) {
        synchronized (faults) {
            for (Fault fault : faults) {
                if (line.matches(fault.request())) {
                    faults.remove(fault);
                    return fault;
                }
            }
            return null;
        }
    }

    private static MockResponse cut() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
