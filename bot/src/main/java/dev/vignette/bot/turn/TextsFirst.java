package dev.vignette.bot.turn;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Text first, film after, also on the processors: while many answers are being written on this node, the film that is
 * being made waits between two of its frames, for a bounded time. Answers that mostly wait for a language model are few
 * at once and do not hold a film up. Safe to use from several threads.
 */
final class TextsFirst {
    /** So many answers at once do not crowd the processors. */
    private static final int FEW = 3;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private final Duration patience;
    private int answers;

    /** @param patience how long one film waits at most, in all */
    TextsFirst(Duration patience) {
        this.patience = patience;
    }

    /** The same step, counted while it runs. */
    Step counted(Step answer) {
        return id -> {
            add(1);
            try {
                return answer.run(id);
            } finally {
                add(-1);
            }
        };
    }

    private void add(int more) {
        lock.lock();
        try {
            answers += more;
            if (answers <= FEW) {
                fewer.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The listener of one film, which gives way whenever the film tells how far it is, and once now. */
    FilmListener givingWay(FilmListener listener) {
        var way = new Way();
        way.give();
        return new FilmListener() {
            @Override
            public void onProgress(String stage, double fraction) {
                way.give();
                listener.onProgress(stage, fraction);
            }

            @Override
            public void onVoiceNote(String clip) {
                listener.onVoiceNote(clip);
            }
        };
    }

    /** What one film has left of its patience. An interrupt ends the waiting and stays set. */
    private final class Way {
        private long left = patience.toNanos();

        void give() {
            lock.lock();
            try {
                while (answers > FEW && left > 0) {
                    left = fewer.awaitNanos(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }
    }
}
