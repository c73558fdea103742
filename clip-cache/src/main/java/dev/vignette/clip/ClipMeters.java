package dev.vignette.clip;

/** The names of all that this module counts. Tags are given in the comments. */
public enum ClipMeters {
    /** Counter: clips opened; {@code tier} = memory, disk or none. */
    OPENED("vignette.clips.opened"),
    /** Counter: clips put into the store. */
    PUBLISHED("vignette.clips.published"),
    /** Counter: clips removed because the store was over its limit. */
    EVICTED("vignette.clips.evicted"),
    /** Counter: entries dropped because they were damaged. */
    BROKEN("vignette.clips.broken"),
    /** Gauge, bytes: all films in the store. */
    STORED("vignette.clips.stored"),
    /** Gauge, bytes: films held in memory. */
    HELD("vignette.clips.held");

    private final String meter;

    ClipMeters(String meter) {
        this.meter = meter;
    }

    /** The name in Micrometer's notation. */
    public String meter() {
        return meter;
    }
}
