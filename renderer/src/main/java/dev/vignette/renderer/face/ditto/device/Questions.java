package dev.vignette.renderer.face.ditto.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What films have asked of a device and it has not begun: whoever was served last comes last. Guarded by the lock of whoever owns it. */
final class Questions<Q, A> {
    private final Map<Object, Deque<Asked<Q, A>>> lanes = new LinkedHashMap<>();
    /** Answers for which a thread waits that has nothing else to do. */
    private final List<CompletableFuture<A>> awaited = new ArrayList<>();

    /** @param since when it was asked, in nanoseconds of any clock */
    record Asked<Q, A>(Q question, CompletableFuture<A> answer, long since) {}

    /** @param lane who asks */
    void add(Object lane, Q question, CompletableFuture<A> answer, long now) {
        lanes.computeIfAbsent(lane, one -> new ArrayDeque<>()).add(new Asked<>(question, answer, now));
    }

    /** A thread begins to do nothing but wait for it. */
    void awaited(CompletableFuture<A> answer) {
        awaited.add(answer);
    }

    void notAwaited(CompletableFuture<A> answer) {
        awaited.removeIf(answer::equals);
    }

    /** Whether somebody does nothing but wait for one of these. */
    boolean urgent() {
        return lanes.values().stream()
                .flatMap(Deque::stream)
                .anyMatch(asked -> awaited.stream().anyMatch(asked.answer::equals));
    }

    /** How many there are, without those that nobody wants any more. */
    int waiting() {
        lanes.values().forEach(lane -> lane.removeIf(asked -> asked.answer.isDone()));
        lanes.values().removeIf(Deque::isEmpty);
        return lanes.values().stream().mapToInt(Deque::size).sum();
    }

    /** When the first of them was asked; 0 where there is none. */
    long since() {
        return lanes.values().stream()
                .mapToLong(lane -> lane.getFirst().since)
                .min()
                .orElse(0);
    }

    /** @param count at most {@link #waiting} */
    List<Asked<Q, A>> take(int count) {
        List<Asked<Q, A>> taken = new ArrayList<>(count);
        while (taken.size() < count) {
            Map.Entry<Object, Deque<Asked<Q, A>>> next =
                    lanes.entrySet().iterator().next();
            Deque<Asked<Q, A>> lane = next.getValue();
            taken.add(lane.remove());
            lanes.remove(next.getKey());
            if (!lane.isEmpty()) {
                lanes.put(next.getKey(), lane);
            }
        }
        return taken;
    }

    /** Answers all of them so. */
    void fail(RuntimeException failure) {
        lanes.values().forEach(lane -> lane.forEach(asked -> asked.answer.completeExceptionally(failure)));
        lanes.clear();
    }
}
