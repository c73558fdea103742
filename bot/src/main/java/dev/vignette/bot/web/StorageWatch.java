package dev.vignette.bot.web;

import dev.vignette.clip.ClipStore;
import dev.vignette.clip.ClipStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at the disk now and then, so that nobody who asks for it has to wait for a disk that hangs. */
@Component
class StorageWatch {
    private static final long LITTLE = 200_000_000;

    private final ClipStore store;
    private volatile Reading reading;

    /** @param trouble in one sentence, or null */
    record Reading(
            long bytes, long limit, long free, @Nullable String trouble) {}

    StorageWatch(ClipStore store) {
        this.store = store;
        reading = read(store);
    }

    Reading reading() {
        return reading;
    }

    @Scheduled(fixedDelay = 5_000)
    void look() {
        reading = read(store);
    }

    private static Reading read(ClipStore store) {
        try {
            ClipStore.Usage usage = store.usage();
            String trouble = usage.free() < LITTLE
                    ? "There is little room left on the disk for clips (" + usage.free() / 1_000_000 + " MB)."
                    : null;
            return new Reading(usage.bytes(), usage.limit(), usage.free(), trouble);
        } catch (ClipStoreException e) {
            return new Reading(0, 0, 0, e.getMessage());
        }
    }
}
