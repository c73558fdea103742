package dev.vignette.renderer.face.ditto.device;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which server's batch a device computes next: one batch at a time, since kernels that wait for all their blocks would wait for ever beside
 * others that do. Servers are asked in an order: the first that joined is the last of them, and what makes work for it goes before it only where it
 * will run out of that, so that several films' share is computed together. Guarded by {@link #lock}.
 */
final class DeviceTurns {
    /** Batches for the last server that should wait while more is made. */
    private static final int STOCK = 2;

    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    private final List<BatchServer<?, ?>> servers = new ArrayList<>();
    private boolean busy;
    private long begun;
    private long idleSince;

    DeviceTurns(long now) {
        idleSince = now;
    }

    /** Joins before the last, who is there first. */
    void join(BatchServer<?, ?> server) {
        servers.add(Math.max(0, servers.size() - 1), server);
    }

    boolean busy() {
        return busy;
    }

    long idleSince() {
        return idleSince;
    }

    /** Whether a server is the last: the others make work for it. */
    boolean last(BatchServer<?, ?> server) {
        return servers.getLast().equals(server);
    }

    /** Whether the device has work without what makes work for the last server. */
    boolean occupied() {
        return servers.getLast().waiting() > 0;
    }

    /** Whether the last server will soon have nothing to do. */
    boolean hungry() {
        BatchServer<?, ?> last = servers.getLast();
        return last.waiting() < STOCK * last.most();
    }

    /** Whether the device is free and nobody who comes before wants it. */
    boolean free(BatchServer<?, ?> server) {
        if (busy) {
            return false;
        }
        for (BatchServer<?, ?> other : servers) {
            if (other.equals(server)) {
                return true;
            }
            if (other.wants()) {
                return false;
            }
        }
        return true;
    }

    /** Since when the device is at work, or {@link DeviceWatch#NOTHING}. Takes the lock itself. */
    long busySince() {
        lock.lock();
        try {
            return busy ? begun : DeviceWatch.NOTHING;
        } finally {
            lock.unlock();
        }
    }

    void begin(long now) {
        busy = true;
        begun = now;
    }

    void end(long now) {
        busy = false;
        idleSince = now;
        changed.signalAll();
    }
}
