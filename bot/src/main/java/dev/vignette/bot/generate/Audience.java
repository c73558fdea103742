package dev.vignette.bot.generate;

import dev.vignette.clip.ClipKey;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everyone who wants to hear how far the film of a key is, by key. */
final class Audience {
    private final ConcurrentMap<ClipKey, List<ProgressListener>> listeners = new ConcurrentHashMap<>();

    void join(ClipKey key, ProgressListener listener) {
        listeners.compute(key, (k, there) -> {
            List<ProgressListener> all = there == null ? new CopyOnWriteArrayList<>() : there;
            all.add(listener);
            return all;
        });
    }

    void leave(ClipKey key, ProgressListener listener) {
        listeners.computeIfPresent(key, (k, there) -> {
            there.remove(listener);
            return there.isEmpty() ? null : there;
        });
    }

    boolean wantsVoiceNote(ClipKey key) {
        return listeners.getOrDefault(key, List.of()).stream().anyMatch(ProgressListener::wantsVoiceNote);
    }

    void tellVoiceNote(ClipKey key) {
        for (ProgressListener listener : listeners.getOrDefault(key, List.of())) {
            listener.onVoiceNote(key.id());
        }
    }

    void tell(ClipKey key, String stage, double fraction) {
        for (ProgressListener listener : listeners.getOrDefault(key, List.of())) {
            listener.onProgress(stage, fraction);
        }
    }
}
