package dev.vignette.inference.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A model belongs to one at a time, among threads and among processes. */
class StoreLockTest extends StoreFixture {
    /** The other process dies with the lock in its hands. */
    @Test
    void a_second_process_waits_until_the_first_has_ended() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        directory.resolve("models").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            ModelStore store = store(model(FREE));
            Thread pulling = Thread.ofPlatform().start(() -> store.pull(ID, recorder));
            assertThat(recorder.waiting.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(state(store)).isEqualTo(ModelState.ABSENT);
            other.destroyForcibly();
            pulling.join(10_000);
            assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
        } finally {
            other.destroyForcibly();
        }
    }

    /** Takes the lock, says so, and keeps it for ever. */
    static final class LockHolder {
        public static void main(String[] arguments) throws Exception {
            try (StoreLock lock = StoreLock.take(Path.of(arguments[0]), ID, () -> {})) {
                System.out.println("held");
                new CountDownLatch(1).await();
            }
        }
    }

    @Test
    void a_second_thread_waits() throws Exception {
        ModelStore store = store(model(FREE));
        StoreLock held = StoreLock.take(directory.resolve("models"), ID, () -> {});
        Thread pulling = Thread.ofPlatform().start(() -> store.pull(ID, recorder));
        assertThat(recorder.waiting.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(state(store)).isEqualTo(ModelState.ABSENT);
        assertThat(pulling.isAlive()).isTrue();
        held.close();
        pulling.join(10_000);
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
    }
}
