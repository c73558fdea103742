package dev.vignette.renderer.face.ditto;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Frames that wait to be rendered: a film's in their order, the films in turn, so that one that has just begun does not wait
 * for those that are ahead. A film may have {@value #PER_FILM} in it. Safe to use from any thread.
 */
final class FrameQueue {
    /** Two blocks of motion: enough to keep the renderer busy while the next block is made. */
    static final int PER_FILM = 20;

    private final Deque<Lane> waiting = new ArrayDeque<>();
    private int films;
    private boolean lastLeft;
    private boolean closed;

    /** One film's frames. */
    final class Lane {
        private final Deque<FrameRequest> requests = new ArrayDeque<>();
        private boolean left;

        /**
         * @return whether it was taken; no if the queue is closed
         * @throws IllegalStateException if the film has too many in the queue
         */
        boolean add(FrameRequest request) {
            synchronized (FrameQueue.this) {
                if (closed) {
                    return false;
                }
                if (requests.size() >= PER_FILM) {
                    throw new IllegalStateException("A film asks for at most " + PER_FILM + " frames ahead");
                }
                if (requests.isEmpty()) {
                    waiting.add(this);
                }
                requests.add(request);
                FrameQueue.this.notifyAll();
                return true;
            }
        }

        /** Forgets the film and its frames. */
        void leave() {
            synchronized (FrameQueue.this) {
                requests.clear();
                waiting.remove(this);
                if (!left) {
                    left = true;
                    films--;
                    lastLeft = films == 0;
                    FrameQueue.this.notifyAll();
                }
            }
        }
    }

    synchronized Lane lane() {
        films++;
        lastLeft = false;
        return new Lane();
    }

    /**
     * Waits until there is a frame and takes as many as there are, one from each film and round again: a power of two, so
     * that networks see few sizes of batches. None once the last film has left: whatever was kept for films can go.
     *
     * @param most frames at once, asked for when there are any
     */
    synchronized List<FrameRequest> take(IntSupplier most) throws InterruptedException {
        while (waiting.isEmpty() && !lastLeft) {
            wait();
        }
        lastLeft = false;
        int there = waiting.stream().mapToInt(lane -> lane.requests.size()).sum();
        int count = Integer.highestOneBit(Math.min(most.getAsInt(), there)); // 0 of 0
        List<FrameRequest> batch = new ArrayList<>(count);
        while (batch.size() < count) {
            Lane lane = waiting.remove();
            batch.add(lane.requests.remove());
            if (!lane.requests.isEmpty()) {
                waiting.add(lane);
            }
        }
        return batch;
    }

    /** Takes nothing more and gives what is left. */
    synchronized List<FrameRequest> close() {
        closed = true;
        List<FrameRequest> rest = new ArrayList<>();
        waiting.forEach(lane -> {
            rest.addAll(lane.requests);
            lane.requests.clear();
        });
        waiting.clear();
        return rest;
    }
}
