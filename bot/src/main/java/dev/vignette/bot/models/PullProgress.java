package dev.vignette.bot.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.PullListener;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up how far the files of a pull are. Written by the pull's threads, read by any. */
final class PullProgress implements PullListener {
    private final Map<String, Long> done = new HashMap<>();
    private String stage = Snapshot.QUEUED;
    private long total;
    private @Nullable String detail;

    /**
     * How far a pull is.
     *
     * @param stage {@code queued} behind others, {@code waiting} for another process, {@code pulling} or {@code failed}
     * @param doneBytes of what is fetched
     * @param totalBytes that are to be fetched, rounded where only the hub knows it
     * @param detail why it failed or is held up, in a sentence
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Snapshot(
            @Schema(allowableValues = {QUEUED, WAITING, PULLING, FAILED})
            String stage,

            long doneBytes,
            long totalBytes,
            @Nullable String detail) {
        static final String QUEUED = "queued";
        static final String WAITING = "waiting";
        static final String PULLING = "pulling";
        static final String FAILED = "failed";
    }

    PullProgress(long roughBytes) {
        total = roughBytes;
    }

    synchronized Snapshot snapshot() {
        long sum = done.values().stream().mapToLong(Long::longValue).sum();
        return new Snapshot(stage, sum, Math.max(total, sum), detail);
    }

    synchronized boolean failed() {
        return stage.equals(Snapshot.FAILED);
    }

    synchronized void fail(RuntimeException failure) {
        stage = Snapshot.FAILED;
        detail = failure.getMessage();
    }

    @Override
    public synchronized void waiting(ModelId model) {
        stage = Snapshot.WAITING;
    }

    @Override
    public synchronized void begins(ModelId model, int files, long bytes) {
        stage = Snapshot.PULLING;
        if (bytes >= 0) {
            total = bytes;
        }
    }

    @Override
    public synchronized void progress(ModelId model, String path, long bytes, long ofFile) {
        done.put(path, bytes);
        detail = null;
    }

    @Override
    public synchronized void retries(ModelId model, String path, String reason) {
        detail = path + ": " + reason;
    }
}
