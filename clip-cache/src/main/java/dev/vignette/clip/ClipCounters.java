package dev.vignette.clip;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The counters of one store. */
final class ClipCounters {
    private final Counter fromMemory;
    private final Counter fromDisk;
    private final Counter absent;
    private final Counter published;
    private final Counter evicted;
    private final Counter broken;

    ClipCounters(MeterRegistry registry) {
        fromMemory = registry.counter(ClipMeters.OPENED.meter(), "tier", "memory");
        fromDisk = registry.counter(ClipMeters.OPENED.meter(), "tier", "disk");
        absent = registry.counter(ClipMeters.OPENED.meter(), "tier", "none");
        published = registry.counter(ClipMeters.PUBLISHED.meter());
        evicted = registry.counter(ClipMeters.EVICTED.meter());
        broken = registry.counter(ClipMeters.BROKEN.meter());
    }

    void fromMemory() {
        fromMemory.increment();
    }

    void fromDisk() {
        fromDisk.increment();
    }

    void absent() {
        absent.increment();
    }

    void published() {
        published.increment();
    }

    void evicted() {
        evicted.increment();
    }

    void broken() {
        broken.increment();
    }
}
