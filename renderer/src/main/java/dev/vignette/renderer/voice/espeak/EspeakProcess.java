package dev.vignette.renderer.voice.espeak;

import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * espeak-ng in a second Java process. The GPL library never enters ours, and a crash there costs one sentence. Requests from
 * several threads queue; a worker that died or overran its deadline is replaced at the next request. {@link #close()} ends
 * it; so does the end of this process, by end of input.
 */
final class EspeakProcess implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EspeakProcess.class);

    private final List<String> libraries;
    private final Duration deadline;
    private final ExecutorService line;
    private volatile @Nullable WorkerProcess worker;
    private volatile String version = "";
    private volatile boolean closed;

    /**
     * @param libraries names or paths of libespeak-ng to try, in order
     * @param deadline longest time for one request, start of the worker included
     */
    EspeakProcess(List<String> libraries, Duration deadline) {
        this.libraries = List.copyOf(libraries);
        this.deadline = deadline;
        line = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("espeak").factory());
    }

    /**
     * Version of the espeak-ng found; starts the worker if there is none.
     *
     * @throws RenderException ENGINE_MISSING if no library is installed
     */
    String version() {
        return onLine(() -> {
            running();
            return version;
        });
    }

    /** Speaks. An interrupt gives CANCELLED, a worker that dies or overruns its deadline ENGINE_FAILED. */
    Utterance speak(Utterance.Request request) {
        byte[] text = request.text().getBytes(StandardCharsets.UTF_8);
        if (text.length > EspeakWorker.MAX_TEXT) {
            throw new IllegalArgumentException("A request holds at most " + EspeakWorker.MAX_TEXT + " bytes of text");
        }
        return onLine(() -> {
            try {
                return running().speak(request, text);
            } catch (IOException e) {
                end();
                throw e;
            }
        });
    }

    private interface Exchange<T> {
        T run() throws IOException;
    }

    private <T> T onLine(Exchange<T> exchange) {
        Future<T> reply;
        try {
            reply = line.submit(exchange::run);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("This voice is closed.", e);
        }
        try {
            return reply.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // What is being said runs to its end, a few milliseconds; the next request finds the line clear.
            reply.cancel(false);
            Thread.currentThread().interrupt();
            throw new RenderException(Reason.CANCELLED, "The speech was stopped.", e);
        } catch (TimeoutException e) {
            reply.cancel(false);
            end();
            throw new RenderException(
                    Reason.ENGINE_FAILED, "espeak-ng did not answer within " + deadline.toSeconds() + " s.", e);
        } catch (CancellationException e) {
            throw new IllegalStateException("This voice is closed.", e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private RuntimeException failure(ExecutionException e) {
        if (e.getCause() instanceof RenderException failure) {
            return failure;
        }
        if (closed) {
            return new IllegalStateException("This voice is closed.", e);
        }
        return new RenderException(
                Reason.ENGINE_FAILED, "The espeak-ng process ended in the middle of a sentence.", e.getCause());
    }

    private WorkerProcess running() throws IOException {
        WorkerProcess present = worker;
        if (present != null && present.isAlive()) {
            return present;
        }
        if (present != null) {
            log.warn("The espeak-ng process had ended; starting another.");
            end();
        }
        WorkerProcess fresh = WorkerProcess.start(libraries);
        // Known before it has greeted, so that one that hangs there can be ended at the deadline.
        worker = fresh;
        try {
            if (closed) {
                throw new IOException("closed while starting");
            }
            version = fresh.greeting();
            return fresh;
        } catch (IOException | RuntimeException e) {
            end();
            throw e;
        }
    }

    private void end() {
        WorkerProcess present = worker;
        worker = null;
        if (present != null) {
            present.kill();
        }
    }

    /** For tests: the worker's process, if one runs. */
    Optional<ProcessHandle> handle() {
        return Optional.ofNullable(worker).map(WorkerProcess::handle);
    }

    @Override
    public void close() {
        closed = true;
        for (Runnable waiting : line.shutdownNow()) {
            if (waiting instanceof Future<?> request) {
                request.cancel(false);
            }
        }
        end();
    }
}
