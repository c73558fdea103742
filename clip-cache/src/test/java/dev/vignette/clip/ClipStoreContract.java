package dev.vignette.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every clip store does. */
abstract class ClipStoreContract {

    /** An empty store of at least 10 MB. */
    abstract ClipStore store();

    static byte[] film(long seed, int bytes) {
        byte[] film = new byte[bytes];
        new Random(seed).nextBytes(film);
        return film;
    }

    static Clip add(ClipStore store, ClipId id, byte[] film) {
        try (ClipStore.Draft draft = store.draft()) {
            Files.write(draft.film(), film);
            return draft.publish(id, Recipes.FACTS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] read(ClipStore store, ClipId id) {
        try (ClipStore.Film film = store.open(id).orElseThrow()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            film.transferTo(out, 0, film.clip().bytes());
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void givesBackWhatWasPutIn() {
        ClipId id = Recipes.id("one");
        Clip added = add(store(), id, film(1, 10_000));
        assertThat(added.bytes()).isEqualTo(10_000);
        assertThat(added.facts()).isEqualTo(Recipes.FACTS);
        assertThat(store().find(id)).contains(added);
        assertThat(read(store(), id)).isEqualTo(film(1, 10_000));
        assertThat(store().list()).containsExactly(added);
    }

    @Test
    void givesParts() throws IOException {
        byte[] film = film(2, 10_000);
        add(store(), Recipes.id("two"), film);
        try (ClipStore.Film open = store().open(Recipes.id("two")).orElseThrow()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            open.transferTo(out, 9_990, 10);
            open.transferTo(out, 0, 0);
            open.transferTo(out, 3, 4);
            assertThat(out.toByteArray()).startsWith(Arrays.copyOfRange(film, 9_990, 10_000));
            assertThat(out.toByteArray())
                    .endsWith(Arrays.copyOfRange(film, 3, 7))
                    .hasSize(14);
            assertThatThrownBy(() -> open.transferTo(out, 9_999, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> open.transferTo(out, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aLookAtAClipGivesTheSameBytesAndIsNoUse() throws IOException {
        ClipId older = Recipes.id("older");
        ClipId newer = Recipes.id("newer");
        add(store(), older, film(8, 5_000));
        add(store(), newer, film(9, 5_000));
        List<Clip> before = store().list();
        try (ClipStore.Film film = store().peek(older).orElseThrow()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            film.transferTo(out, 0, film.clip().bytes());
            assertThat(out.toByteArray()).isEqualTo(film(8, 5_000));
        }
        assertThat(store().list()).isEqualTo(before);
        assertThat(store().inMemory(older)).isFalse();
        assertThat(store().peek(Recipes.id("nothing"))).isEmpty();
    }

    @Test
    void knowsNothingOfWhatWasNeverThere() {
        assertThat(store().find(Recipes.id("nothing"))).isEmpty();
        assertThat(store().open(Recipes.id("nothing"))).isEmpty();
        assertThat(store().delete(Recipes.id("nothing"))).isFalse();
    }

    @Test
    void keepsNothingOfADraftThatWasNotPublished() throws IOException {
        try (ClipStore.Draft draft = store().draft()) {
            Files.write(draft.film(), film(3, 1_000));
        }
        assertThat(store().list()).isEmpty();
        assertThat(store().usage().bytes()).isZero();
    }

    @Test
    void keepsTheFirstOfTwoClipsWithOneId() {
        ClipId id = Recipes.id("three");
        Clip first = add(store(), id, film(4, 1_000));
        Clip second = add(store(), id, film(5, 2_000));
        assertThat(second).isEqualTo(first);
        assertThat(read(store(), id)).isEqualTo(film(4, 1_000));
    }

    @Test
    void deletes() {
        ClipId id = Recipes.id("four");
        add(store(), id, film(6, 1_000));
        read(store(), id);
        assertThat(store().delete(id)).isTrue();
        assertThat(store().find(id)).isEmpty();
        assertThat(store().open(id)).isEmpty();
        assertThat(store().delete(id)).isFalse();
        assertThat(store().usage().bytes()).isZero();
    }

    @Test
    void letsAReaderFinishThoughTheClipIsDeleted() throws IOException {
        ClipId id = Recipes.id("five");
        byte[] film = film(7, 100_000);
        add(store(), id, film);
        try (ClipStore.Film open = store().open(id).orElseThrow()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            open.transferTo(out, 0, 50_000);
            store().delete(id);
            open.transferTo(out, 50_000, 50_000);
            assertThat(out.toByteArray()).isEqualTo(film);
        }
    }

    @Test
    void staysWholeWhenManyAddReadAndDelete() throws Exception {
        List<ClipId> ids = List.of(Recipes.id("a"), Recipes.id("b"), Recipes.id("c"));
        List<Callable<Void>> work = new ArrayList<>();
        for (int worker = 0; worker < 8; worker++) {
            Random random = new Random(worker);
            work.add(() -> {
                for (int turn = 0; turn < 40; turn++) {
                    int pick = random.nextInt(ids.size());
                    ClipId id = ids.get(pick);
                    switch (random.nextInt(3)) {
                        case 0 -> add(store(), id, film(pick, 5_000));
                        case 1 -> store().delete(id);
                        default ->
                            store().open(id).ifPresent(open -> {
                                ByteArrayOutputStream out = new ByteArrayOutputStream();
                                try (open) {
                                    open.transferTo(out, 0, open.clip().bytes());
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                                assertThat(out.toByteArray()).isEqualTo(film(pick, 5_000));
                            });
                    }
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Void> worker : threads.invokeAll(work)) {
                worker.get();
            }
        }
        long expected = store().list().stream().mapToLong(Clip::bytes).sum();
        assertThat(store().usage().bytes()).isEqualTo(expected);
    }
}
