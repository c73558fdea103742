package dev.vignette.inference.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A driver without a device, for what has to be right on the host's side: it counts what is made and freed, and answers the
 * next calls of a function as it is told. It computes nothing.
 */
final class FakeDriver {
    private final List<String> calls = new ArrayList<>();
    private final Map<String, List<Integer>> results = new HashMap<>();
    private long next = 1_000;

    DriverApi api() {
        return (DriverApi) Proxy.newProxyInstance(
                DriverApi.class.getClassLoader(), new Class<?>[] {DriverApi.class}, (self, method, arguments) -> {
                    String name = method.getName();
                    calls.add(name);
                    List<Integer> told = results.getOrDefault(name, List.of());
                    if (!told.isEmpty()) {
                        results.put(name, told.subList(1, told.size()));
                        if (told.getFirst() != 0) {
                            return told.getFirst();
                        }
                    }
                    if (arguments != null && arguments.length > 0 && arguments[0] instanceof MemorySegment out) {
                        answer(name, out);
                    }
                    return 0;
                });
    }

    private void answer(String function, MemorySegment out) {
        switch (function) {
            case "cuDeviceGetName" -> out.setString(0, "Fake");
            case "cuMemcpyDtoHAsync" -> {}
            default -> {
                if (out.byteSize() >= Long.BYTES) {
                    out.set(ValueLayout.JAVA_LONG, 0, next++);
                }
            }
        }
    }

    /** The next results of a function, before it succeeds again. */
    void results(String function, Integer... codes) {
        results.put(function, List.of(codes));
    }

    long count(String function) {
        return calls.stream().filter(function::equals).count();
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    void forget() {
        calls.clear();
    }
}
