package dev.vignette.inference.models;

import dev.vignette.inference.models.ModelStoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Brings what a model lacks. The receipt is written after every file, so that a death at any point costs nothing twice. */
final class Pull {
    /** Room that has to stay free on the disk. */
    private static final long RESERVE = 500_000_000;

    private final StoreSettings settings;
    private final ModelManifest manifest;
    private final Path directory;
    private final PullListener listener;
    private final Download.Pause pause;
    private final FreeSpace space;
    private Receipt receipt;

    /** Asks how many bytes a disk has left. */
    interface FreeSpace {
        long below(Path directory) throws IOException;
    }

    Pull(
            StoreSettings settings,
            ModelManifest manifest,
            Path directory,
            PullListener listener,
            Download.Pause pause,
            FreeSpace space) {
        this.settings = settings;
        this.manifest = manifest;
        this.directory = directory;
        this.listener = listener;
        this.pause = pause;
        this.space = space;
        Receipt found = Receipt.read(directory);
        this.receipt = found == null || found.standIn() ? Receipt.empty(manifest.id()) : found;
    }

    void run() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        receipt = receipt.withComplete(false);
        try (Hub hub = new Hub(settings, pause)) {
            Inventory inventory = new Inventory(hub, manifest, settings.folder().map(OfflineFolder::new), receipt);
            List<WantedFile> missing = new ArrayList<>();
            for (WantedFile file : inventory.files()) {
                if (!present(file)) {
                    missing.add(file);
                }
            }
            missing = afterFolder(missing);
            List<WantedFile> located = new ArrayList<>();
            for (WantedFile file : missing) {
                WantedFile there = inventory.located(file);
                if (there != null) {
                    located.add(there);
                }
            }
            inventory
                    .receipt()
                    .commits()
                    .forEach((repository, commit) -> receipt = receipt.withCommit(repository, commit));
            requireSpace(located);
            receipt.write(directory);
            long bytes = located.stream().anyMatch(file -> file.promise().bytes() < 0)
                    ? -1
                    : located.stream().mapToLong(file -> file.promise().bytes()).sum();
            listener.begins(manifest.id(), located.size(), bytes);
            fetch(hub, located);
        }
        receipt = receipt.withComplete(true);
        receipt.write(directory);
    }

    /** A file that lies there without an entry, as after a death between its arrival and the receipt, is hashed. */
    private boolean present(WantedFile file) throws IOException, InterruptedException {
        Path there = directory.resolve(file.path());
        Receipt.Entry entry = receipt.files().get(file.path());
        if (entry != null && entry.fits(there)) {
            return true;
        }
        if (file.sha256() == null
                || !Files.isRegularFile(there)
                || !Fingerprint.sha256(there).equals(file.sha256())) {
            return false;
        }
        received(
                file,
                new Receipt.Entry(
                        Files.size(there),
                        file.sha256(),
                        file.learned(),
                        Files.getLastModifiedTime(there).toMillis(),
                        false));
        return true;
    }

    private List<WantedFile> afterFolder(List<WantedFile> missing) throws IOException, InterruptedException {
        if (settings.folder().isEmpty()) {
            return missing;
        }
        OfflineFolder folder = new OfflineFolder(settings.folder().get());
        List<WantedFile> rest = new ArrayList<>();
        for (WantedFile file : missing) {
            Optional<Path> there = folder.find(manifest, file.path());
            if (there.isPresent()) {
                received(
                        file, folder.bring(there.get(), directory.resolve(file.path()), file.sha256(), file.learned()));
                listener.arrived(manifest.id(), file.path());
            } else {
                rest.add(file);
            }
        }
        // Without a network the optional ones cannot even be asked for.
        return rest.stream().allMatch(WantedFile::optional) ? List.of() : rest;
    }

    private void requireSpace(List<WantedFile> files) throws IOException {
        long needed = RESERVE;
        for (WantedFile file : files) {
            Path part = directory.resolve(file.path() + ".part");
            needed += Math.max(0, file.bytesOr(file.rough()) - (Files.exists(part) ? Files.size(part) : 0));
        }
        long free = space.below(directory);
        if (!files.isEmpty() && free < needed) {
            throw new ModelStoreException(
                    Reason.NO_SPACE,
                    "The model " + manifest.id() + " needs " + megabytes(needed) + " MB on the disk of " + directory
                            + ", which has " + megabytes(free)
                            + " MB left. Make room, or set VIGNETTE_HOME to another disk.");
        }
    }

    private static long megabytes(long bytes) {
        return (bytes + 999_999) / 1_000_000;
    }

    private void fetch(Hub hub, List<WantedFile> files) throws IOException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(
                settings.parallel(), Thread.ofVirtual().name("pull-", 0).factory());
        try {
            CompletionService<Void> running = new ExecutorCompletionService<>(workers);
            for (WantedFile file : files) {
                running.submit(() -> {
                    fetch(hub, file);
                    return null;
                });
            }
            for (int i = 0; i < files.size(); i++) {
                running.take().get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ModelStoreException failure -> throw failure;
                case IOException failure -> throw failure;
                case null, default -> throw new IllegalStateException("A download broke.", e);
            }
        } finally {
            // The others keep what they have in their parts.
            workers.shutdownNow();
            workers.close();
        }
    }

    private void fetch(Hub hub, WantedFile file) throws IOException, InterruptedException {
        try {
            Path target = directory.resolve(file.path());
            received(file, new Download(hub, pause, progressOf(file), file, target).fetch());
            synchronized (listener) {
                listener.arrived(manifest.id(), file.path());
            }
        } catch (ModelStoreException e) {
            if (!file.optional() || e.reason() != Reason.NOT_FOUND) {
                throw e;
            }
        }
    }

    private synchronized void received(WantedFile file, Receipt.Entry entry) throws IOException {
        receipt = receipt.with(file.path(), entry);
        receipt.write(directory);
    }

    private Download.Progress progressOf(WantedFile file) {
        return new Download.Progress() {
            @Override
            public void at(long done, long total) {
                synchronized (listener) {
                    listener.progress(manifest.id(), file.path(), done, total);
                }
            }

            @Override
            public void retries(String reason) {
                synchronized (listener) {
                    listener.retries(manifest.id(), file.path(), reason);
                }
            }
        };
    }
}
