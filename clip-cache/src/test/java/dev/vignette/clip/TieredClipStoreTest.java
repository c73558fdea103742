package dev.vignette.clip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TieredClipStoreTest {
    private static final StoreLimits ROOMY = new StoreLimits(10_000_000, 1_000_000, 0);

    @TempDir
    Path root;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));

    /** Waits for no disk: what survives a loss of power cannot be seen from here, and a busy disk takes its time. */
    private static final Disk UNSYNCED = new Disk() {
        @Override
        public void sync(Path path) {}
    };

    private TieredClipStore open(StoreLimits limits, Disk disk) {
        return TieredClipStore.open(root, limits, disk, now::get, meters);
    }

    private void tick() {
        now.set(now.get().plusSeconds(1));
    }

    private double count(ClipMeters meter, String... tags) {
        return meters.counter(meter.meter(), tags).count();
    }

    @Nested
    class InMemoryAndOnDisk extends ClipStoreContract {
        private TieredClipStore store;

        @BeforeEach
        void openStore() {
            store = open(ROOMY, UNSYNCED);
        }

        @AfterEach
        void closeStore() {
            store.close();
        }

        @Override
        ClipStore store() {
            return store;
        }
    }

    @Nested
    class OnDiskOnly extends ClipStoreContract {
        private TieredClipStore store;

        @BeforeEach
        void openStore() {
            store = open(new StoreLimits(10_000_000, 0, 0), UNSYNCED);
        }

        @AfterEach
        void closeStore() {
            store.close();
        }

        @Override
        ClipStore store() {
            return store;
        }
    }

    @Test
    void readsFromMemoryTheSecondTime() {
        try (TieredClipStore store = open(ROOMY, Disk.REAL)) {
            ClipStoreContract.add(store, Recipes.id("x"), ClipStoreContract.film(1, 1_000));
            ClipStoreContract.read(store, Recipes.id("x"));
            ClipStoreContract.read(store, Recipes.id("x"));
            assertThat(count(ClipMeters.OPENED, "tier", "disk")).isEqualTo(1);
            assertThat(count(ClipMeters.OPENED, "tier", "memory")).isEqualTo(1);
        }
    }

    @Test
    void survivesARestart() {
        Clip clip;
        try (TieredClipStore store = open(ROOMY, Disk.REAL)) {
            clip = ClipStoreContract.add(store, Recipes.id("x"), ClipStoreContract.film(1, 1_000));
        }
        try (TieredClipStore store = open(ROOMY, Disk.REAL)) {
            assertThat(store.find(clip.id())).contains(clip);
            assertThat(store.usage().bytes()).isEqualTo(1_000);
            assertThat(ClipStoreContract.read(store, clip.id())).isEqualTo(ClipStoreContract.film(1, 1_000));
        }
    }

    @Test
    void removesTheLeastRecentlyUsedAndRemembersUseOverARestart() {
        StoreLimits threeClips = new StoreLimits(3_000, 1_000_000, 0);
        try (TieredClipStore store = open(threeClips, Disk.REAL)) {
            for (String name : List.of("a", "b", "c")) {
                ClipStoreContract.add(store, Recipes.id(name), ClipStoreContract.film(1, 1_000));
                tick();
            }
            ClipStoreContract.read(store, Recipes.id("a"));
            tick();
        }
        try (TieredClipStore store = open(threeClips, Disk.REAL)) {
            ClipStoreContract.add(store, Recipes.id("d"), ClipStoreContract.film(1, 1_000));
            assertThat(store.list())
                    .extracting(Clip::id)
                    .containsExactly(Recipes.id("d"), Recipes.id("a"), Recipes.id("c"));
            assertThat(store.usage().bytes()).isEqualTo(3_000);
            assertThat(count(ClipMeters.EVICTED)).isEqualTo(1);
        }
    }

    @Test
    void seesWhatAnotherProcessAddsAndDeletes() {
        try (TieredClipStore one = open(ROOMY, Disk.REAL);
                TieredClipStore other = open(ROOMY, Disk.REAL)) {
            ClipId id = Recipes.id("x");
            ClipStoreContract.add(one, id, ClipStoreContract.film(1, 1_000));
            assertThat(ClipStoreContract.read(other, id)).hasSize(1_000);
            one.delete(id);
            assertThat(other.open(id)).isEmpty();
            assertThat(other.find(id)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{\"scheme\":1}",
                "{\"scheme\":2,\"id\":\"x\"}",
                "{\"scheme\":1,\"id\":\"../../x\",\"bytes\":1000,\"sha256\":\"0\",\"language\":\"en\",\"engines\":{},"
                        + "\"created\":\"2026-11-22T10:00:00Z\"}",
                "\0\0\0\0"
            })
    void dropsAClipWhoseRecordIsGarbage(String garbage) throws IOException {
        damage(entry -> Files.writeString(entry.resolve("clip.json"), garbage, UTF_8));
    }

    @Test
    void dropsAClipWithoutARecord() throws IOException {
        damage(entry -> Files.delete(entry.resolve("clip.json")));
    }

    @Test
    void dropsAClipWithoutAFilm() throws IOException {
        damage(entry -> Files.delete(entry.resolve("clip.mp4")));
    }

    @Test
    void dropsATruncatedFilm() throws IOException {
        damage(entry -> Files.write(entry.resolve("clip.mp4"), ClipStoreContract.film(1, 999)));
    }

    @Test
    void dropsAFilmWithAChangedByte() throws IOException {
        damage(entry -> {
            byte[] film = ClipStoreContract.film(1, 1_000);
            film[500] ^= 1;
            Files.write(entry.resolve("clip.mp4"), film);
        });
    }

    private interface Damage {
        void to(Path entry) throws IOException;
    }

    private void damage(Damage damage) throws IOException {
        ClipId id = Recipes.id("x");
        try (TieredClipStore store = open(ROOMY, Disk.REAL)) {
            ClipStoreContract.add(store, id, ClipStoreContract.film(1, 1_000));
            Path entry = root.resolve(id.value().substring(0, 2)).resolve(id.value());
            damage.to(entry);
            assertThat(store.open(id)).isEmpty();
            assertThat(entry).doesNotExist();
            assertThat(count(ClipMeters.BROKEN)).isEqualTo(1);
            // and the next film takes its place
            ClipStoreContract.add(store, id, ClipStoreContract.film(2, 500));
            assertThat(ClipStoreContract.read(store, id)).isEqualTo(ClipStoreContract.film(2, 500));
        }
    }

    @Test
    void sweepsWhatADeadProcessLeftAndSparesTheLiving() throws IOException {
        Path dead = Files.createDirectories(root.resolve("tmp/dead/draft"));
        Files.write(dead.resolve("clip.mp4"), new byte[100]);
        try (TieredClipStore living = open(ROOMY, Disk.REAL);
                ClipStore.Draft draft = living.draft()) {
            Files.write(draft.film(), new byte[100]);
            try (TieredClipStore newcomer = open(ROOMY, Disk.REAL)) {
                assertThat(newcomer.list()).isEmpty();
                assertThat(root.resolve("tmp/dead")).doesNotExist();
                assertThat(draft.film()).exists();
            }
            assertThat(draft.publish(Recipes.id("x"), Recipes.FACTS).bytes()).isEqualTo(100);
        }
        try (Stream<Path> left = Files.list(root.resolve("tmp"))) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
    }

    private enum Fault {
        WRITE,
        SYNC,
        RENAME
    }

    /** Fails one kind of operation with the system's words for a full disk. */
    private record FullDisk(Fault fault) implements Disk {
        @Override
        public void write(Path file, byte[] content) throws IOException {
            fail(Fault.WRITE);
            Disk.super.write(file, content);
        }

        @Override
        public void sync(Path path) throws IOException {
            fail(Fault.SYNC);
            Disk.super.sync(path);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            fail(Fault.RENAME);
            Disk.super.rename(from, to);
        }

        private void fail(Fault attempted) throws IOException {
            if (attempted == fault) {
                throw new IOException("No space left on device");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingBehindWhenTheDiskIsFull(Fault fault) throws IOException {
        try (TieredClipStore store = open(ROOMY, new FullDisk(fault))) {
            try (ClipStore.Draft draft = store.draft()) {
                Files.write(draft.film(), new byte[100]);
                assertThatThrownBy(() -> draft.publish(Recipes.id("x"), Recipes.FACTS))
                        .isInstanceOfSatisfying(
                                ClipStoreException.class,
                                e -> assertThat(e.reason()).isEqualTo(ClipStoreException.Reason.FULL))
                        .hasMessageContaining("Free some space");
            }
            assertThat(store.list()).isEmpty();
            assertThat(store.usage().bytes()).isZero();
        }
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(file -> file.toString().endsWith(".mp4"))).isEmpty();
        }
    }

    @Test
    void beginsNothingWhenTheReserveIsTouched() {
        Disk nearlyFull = new Disk() {
            @Override
            public long free(Path path) {
                return 999;
            }
        };
        try (TieredClipStore store = open(new StoreLimits(10_000, 0, 1_000), nearlyFull)) {
            assertThatThrownBy(store::draft)
                    .isInstanceOfSatisfying(
                            ClipStoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(ClipStoreException.Reason.FULL));
        }
    }
}
