package dev.vignette.bot.turn;

import java.time.Duration;
import java.time.Instant;

/**
 * Deals out places in the line for films, as start-time fair queueing does: a film's place is the moment it came, and each
 * film that its person already has in line moves it {@link #SHARE} back. Somebody with forty films in line therefore delays
 * others by one, not forty; and because places are moments, waiting is ageing: a film is passed only by those that came
 * within {@code films in line × SHARE} after it, so nobody starves.
 *
 * <p>Places lie {@link #HEAD_START} in the past. db-scheduler runs what is due in the order of time, so all of them are due
 * at once when there is nobody else to wait for.
 */
final class FairLine {
    /** How far each film of one's own in line moves the next one back. About the length of two films made. */
    static final Duration SHARE = Duration.ofSeconds(15);

    private static final int MOST = 40;
    private static final Duration HEAD_START = SHARE.multipliedBy(MOST);

    private FairLine() {}

    /** @param own films that the person has in line already */
    static Instant place(Instant now, int own) {
        return now.minus(HEAD_START).plus(SHARE.multipliedBy(Math.min(own, MOST)));
    }
}
