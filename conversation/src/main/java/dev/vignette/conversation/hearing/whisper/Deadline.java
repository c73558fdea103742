package dev.vignette.conversation.hearing.whisper;

import dev.vignette.conversation.hearing.HearingException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The time that is left for one request; also notices an interrupt. */
final class Deadline {
    private final LongSupplier nanoTime;
    private final long end;

    Deadline(LongSupplier nanoTime, Duration from) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + from.toNanos();
    }

    long nanosLeft() {
        return end - nanoTime.getAsLong();
    }

    /**
     * To be asked before every step.
     *
     * @throws HearingException with {@code TOO_SLOW} or {@code CANCELLED}
     */
    void require() {
        if (Thread.currentThread().isInterrupted()) {
            throw new HearingException(HearingException.Reason.CANCELLED, "Hearing was cancelled.");
        }
        if (nanosLeft() <= 0) {
            throw tooSlow();
        }
    }

    static HearingException tooSlow() {
        return new HearingException(
                HearingException.Reason.TOO_SLOW,
                "The recording could not be understood in time; send a shorter one, or let a smaller model hear.");
    }
}
