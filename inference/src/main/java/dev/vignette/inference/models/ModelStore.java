package dev.vignette.inference.models;

import dev.vignette.inference.models.ModelStoreException.Reason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The models of this installation, a directory each below {@code VIGNETTE_HOME/models}. Looking never touches the network;
 * only {@link #pull} does. Safe to use from any thread and from several processes.
 */
public final class ModelStore {
    private final StoreSettings settings;
    private final ModelCatalog catalog;
    private final LicenceLedger licences;
    private final Download.Pause pause;
    private final Pull.FreeSpace space;

    /** A store with the real clock and the real disk. */
    public ModelStore(StoreSettings settings, ModelCatalog catalog) {
        this(
                settings,
                catalog,
                InstantSource.system(),
                Thread::sleep,
                directory -> Files.getFileStore(directory).getUsableSpace());
    }

    ModelStore(
            StoreSettings settings,
            ModelCatalog catalog,
            InstantSource clock,
            Download.Pause pause,
            Pull.FreeSpace space) {
        this.settings = settings;
        this.catalog = catalog;
        this.licences = new LicenceLedger(settings.root(), clock);
        this.pause = pause;
        this.space = space;
    }

    /**
     * A model and how much of it is here.
     *
     * @param bytes that its files take on the disk
     */
    public record Holding(ModelManifest model, ModelState state, long bytes) {}

    public ModelCatalog catalog() {
        return catalog;
    }

    /** All models of the catalogue with their states, by sizes and times of the files; {@link #verify} looks at the bytes. */
    public List<Holding> list() {
        return catalog.all().stream().map(this::holding).toList();
    }

    /** How much of a model is here. */
    public Holding holding(ModelManifest model) {
        ModelDirectory directory = directoryOf(model.id());
        return new Holding(model, directory.state(), directory.bytes());
    }

    /** Where the files of a model that can be used are: of one that is installed, or of a stand-in. */
    public Optional<Path> directory(ModelId model) {
        ModelDirectory directory = directoryOf(model);
        return switch (directory.state()) {
            case INSTALLED, STAND_IN -> Optional.of(directory.path());
            case PARTLY, ABSENT, DAMAGED -> Optional.empty();
        };
    }

    /**
     * What the hashes of a model's files were known from when they came: {@code manifest}, {@code hub}, or {@code first-copy}
     * where nobody told them, so that only later copies are compared.
     */
    public Set<String> checkedBy(ModelId model) {
        Receipt receipt = directoryOf(model).receipt();
        return receipt == null
                ? Set.of()
                : receipt.files().values().stream()
                        .map(Receipt.Entry::learned)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether nothing at all has been pulled or made yet. */
    public boolean isEmpty() {
        return catalog.all().stream().noneMatch(model -> directoryOf(model.id()).exists());
    }

    /**
     * Brings what is missing of a model, or all of it.
     *
     * @throws ModelStoreException if it cannot be had; what has arrived stays, and the next pull goes on from there
     */
    public void pull(ModelId id, PullListener listener) {
        ModelManifest model = catalog.require(id);
        locked(model, listener, () -> {
            requireLicence(model, "pull");
            ModelDirectory directory = directoryOf(id);
            Receipt receipt = directory.receipt();
            if (receipt != null && receipt.standIn()) {
                directory.delete();
            }
            new Pull(settings, model, directory.path(), listener, pause, space).run();
            return null;
        });
    }

    private void requireLicence(ModelManifest model, String command) throws IOException {
        if (!model.licence().permissive() && !licences.accepted(model)) {
            throw new ModelStoreException(
                    Reason.LICENCE_NOT_ACCEPTED,
                    model.title() + " is under " + model.licence().title() + " ("
                            + model.licence().text() + "): "
                            + model.licence().summary() + " If you agree to the terms: vignette models " + command + " "
                            + model.id() + " --accept-licence");
        }
    }

    /**
     * Turns a model's published files into networks, in place of those that may be there. The networks appear when all are
     * written. Without {@code from} the pulled files, or those of a stand-in, are converted; others need not have been pulled.
     *
     * @param from directory with the published files; null for those that are here
     * @throws ModelStoreException if the licence was not accepted, or the files are not there or not the published ones
     */
    public void convert(Conversion conversion, @Nullable Path from, Conversion.Progress progress) {
        ModelManifest model = catalog.require(new ModelId(conversion.model()));
        locked(model, PullListener.SILENT, () -> {
            ModelDirectory directory = directoryOf(model.id());
            Receipt receipt = directory.receipt();
            boolean standIn = receipt != null && receipt.standIn();
            if (from != null || !standIn) {
                requireLicence(model, "convert");
            }
            if (from == null && (receipt == null || !receipt.complete())) {
                throw new ModelStoreException(
                        Reason.NOT_FOUND,
                        "The model " + model.id() + " is not here. Get it with: vignette models pull " + model.id()
                                + ", or name the directory that has its files with --from.");
            }
            if (from != null && standIn) {
                throw new ModelStoreException(
                        Reason.STORAGE,
                        "A stand-in is in place of " + model.id() + ". Remove it first: vignette models remove "
                                + model.id());
            }
            new ConversionRun(settings.root(), model, directory, space).run(conversion, from, progress);
            return null;
        });
    }

    /** Records that somebody accepts a model's licence, in the version that the catalogue names. */
    public void acceptLicence(ModelId id, String who) {
        ModelManifest model = catalog.require(id);
        locked(model, PullListener.SILENT, () -> {
            if (!licences.accepted(model)) {
                licences.accept(model, who);
            }
            return null;
        });
    }

    public boolean licenceAccepted(ModelManifest model) {
        try {
            return model.licence().permissive() || licences.accepted(model);
        } catch (IOException e) {
            throw storage(e);
        }
    }

    /**
     * Reads every file of a model and compares its hash with the one that it came with. What differs is remembered as
     * damaged, and the next pull replaces it.
     *
     * @return the paths of the files that are missing or differ
     */
    public List<String> verify(ModelId id) {
        return locked(catalog.require(id), PullListener.SILENT, () -> {
            ModelDirectory directory = directoryOf(id);
            Receipt receipt = directory.receipt();
            if (receipt == null) {
                throw new ModelStoreException(
                        Reason.NOT_FOUND, "The model " + id + " is not here. Get it with: vignette models pull " + id);
            }
            List<String> bad = new ArrayList<>();
            for (Map.Entry<String, Receipt.Entry> file : new TreeMap<>(receipt.files()).entrySet()) {
                Path there = directory.path().resolve(file.getKey());
                if (!Files.isRegularFile(there)
                        || !Fingerprint.sha256(there).equals(file.getValue().sha256())) {
                    bad.add(file.getKey());
                    receipt = receipt.with(file.getKey(), file.getValue().asDamaged());
                }
            }
            if (!bad.isEmpty()) {
                receipt.write(directory.path());
            }
            return bad;
        });
    }

    /** Deletes a model's files, whatever state they are in. Returns the bytes that became free. */
    public long remove(ModelId id) {
        return locked(catalog.require(id), PullListener.SILENT, () -> {
            ModelDirectory directory = directoryOf(id);
            long bytes = directory.bytes();
            directory.delete();
            return bytes;
        });
    }

    /**
     * Puts a stand-in in a model's place, where everything that looks for the model finds it under its label.
     *
     * @throws ModelStoreException if the real files are there
     */
    public void install(StandIn standIn, ModelId id, StandIn.Size size, long seed) {
        locked(catalog.require(id), PullListener.SILENT, () -> {
            ModelDirectory directory = directoryOf(id);
            Receipt receipt = directory.receipt();
            if (directory.exists() && (receipt == null || !receipt.standIn())) {
                throw new ModelStoreException(
                        Reason.STORAGE,
                        "The model " + id + " is here already. Remove it first: vignette models remove " + id);
            }
            directory.delete();
            ModelDirectory made = ModelDirectory.beingMade(settings.root(), id);
            standIn.write(made.path(), size, seed);
            new Receipt(id.value(), true, true, Map.of(), Map.of()).write(made.path());
            Files.move(made.path(), directory.path());
            return null;
        });
    }

    private ModelDirectory directoryOf(ModelId id) {
        return new ModelDirectory(settings.root().resolve(id.value()));
    }

    private interface Work<T extends @Nullable Object> {
        T run() throws IOException, InterruptedException;
    }

    private <T extends @Nullable Object> T locked(ModelManifest model, PullListener listener, Work<T> work) {
        try (StoreLock lock = StoreLock.take(settings.root(), model.id(), () -> listener.waiting(model.id()))) {
            return work.run();
        } catch (ClosedByInterruptException | FileLockInterruptionException | InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelStoreException(
                    Reason.INTERRUPTED,
                    "Stopped. What has arrived of " + model.id() + " stays; pull again to go on.",
                    e);
        } catch (IOException e) {
            throw storage(e);
        }
    }

    private ModelStoreException storage(IOException failure) {
        return new ModelStoreException(
                Reason.STORAGE,
                "The models below " + settings.root() + " cannot be read or written: "
                        + failure.getClass().getSimpleName() + ": " + failure.getMessage() + ".",
                failure);
    }
}
