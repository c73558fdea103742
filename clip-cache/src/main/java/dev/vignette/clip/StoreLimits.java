package dev.vignette.clip;

/**
 * How much a store may take.
 *
 * @param disk bytes of films on disk, above which the least recently used are removed; at least one clip is kept
 * @param memory bytes of films held in memory
 * @param reserve bytes that must stay free on the file system: below, no new clip is begun
 */
public record StoreLimits(long disk, long memory, long reserve) {
    /** 5 GB on disk (some ten thousand answers), 64 MB in memory, 64 MB left free. */
    public static final StoreLimits DEFAULT = new StoreLimits(5_000_000_000L, 64_000_000L, 64_000_000L);

    public StoreLimits {
        if (disk < 0 || memory < 0 || reserve < 0) {
            throw new IllegalArgumentException("Limits of a clip store must not be negative.");
        }
    }
}
