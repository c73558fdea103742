package dev.vignette.inference.models;

import dev.vignette.inference.models.ModelStoreException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model's files have to be, from three witnesses in this order: the receipt of an earlier pull, the manifest, the
 * hub. The hub is asked once per repository, and only if something that is missing here is known to nobody else.
 */
final class Inventory {
    private final Hub hub;
    private final ModelManifest manifest;
    private final Map<String, Hub.Listing> listings = new HashMap<>();
    private final Optional<OfflineFolder> folder;
    private Receipt receipt;

    Inventory(Hub hub, ModelManifest manifest, Optional<OfflineFolder> folder, Receipt receipt) {
        this.hub = hub;
        this.folder = folder;
        this.manifest = manifest;
        this.receipt = receipt;
    }

    /** The receipt with the commits that were learned. */
    Receipt receipt() {
        return receipt;
    }

    /** All files by name, and those that the patterns stand for. */
    List<WantedFile> files() throws IOException, InterruptedException {
        List<WantedFile> files = new ArrayList<>();
        for (ModelSource source : manifest.sources()) {
            for (ModelFile file : source.files()) {
                files.add(wanted(source, file));
            }
            List<String> matching = source.include().isEmpty() ? List.of() : matching(source);
            for (String path : matching) {
                int megabytes = Math.max(1, source.megabytes() / matching.size());
                files.add(wanted(source, new ModelFile(path, -1, null, megabytes, false)));
            }
        }
        return files;
    }

    private List<String> matching(ModelSource source) throws IOException, InterruptedException {
        if (folder.isPresent()) {
            List<String> there = folder.get().matching(manifest, source);
            if (!there.isEmpty()) {
                return there;
            }
        }
        String repository = Objects.requireNonNull(source.repository());
        List<String> matching = listing(repository, source.revision()).files().keySet().stream()
                .filter(path -> source.includes(Path.of(path)))
                .sorted()
                .toList();
        if (matching.isEmpty()) {
            throw new ModelStoreException(
                    Reason.NOT_FOUND,
                    "The repository " + repository + " has no files " + source.include() + ". The model "
                            + manifest.id() + " has moved; report it.");
        }
        matching.forEach(ModelFile::requireSafe);
        return matching;
    }

    private WantedFile wanted(ModelSource source, ModelFile file) {
        String local = source.local(file.path());
        Receipt.@Nullable Entry entry = receipt.files().get(local);
        Hub.Promise promise = Hub.Promise.NOTHING;
        String learned = "first-copy";
        if (file.sha256() != null) {
            promise = new Hub.Promise(file.bytes(), file.sha256(), null);
            learned = "manifest";
        } else if (entry != null) {
            promise = new Hub.Promise(entry.bytes(), entry.sha256(), null);
            learned = entry.learned();
        }
        URI base = source.base();
        URI address = base != null ? base.resolve(file.path()) : URI.create("hub:" + local);
        long rough = file.bytes() >= 0 ? file.bytes() : file.megabytes() * 1_000_000L;
        return new WantedFile(local, address, promise, learned, rough, file.optional());
    }

    /**
     * The same with the address at the hub and, if need be, the hub's word on size and hash; null for an optional file that
     * the hub does not have.
     */
    @Nullable
    WantedFile located(WantedFile file) throws IOException, InterruptedException {
        for (ModelSource source : manifest.sources()) {
            String prefix = source.directory().isEmpty() ? "" : source.directory() + "/";
            String repository = source.repository();
            if (repository == null || !file.path().startsWith(prefix)) {
                continue;
            }
            String path = file.path().substring(prefix.length());
            boolean mine =
                    source.files().stream().anyMatch(known -> known.path().equals(path))
                            || (listings.containsKey(repository)
                                    && Objects.requireNonNull(listings.get(repository))
                                            .files()
                                            .containsKey(path));
            if (mine) {
                return located(file, repository, source.revision(), path);
            }
        }
        return file;
    }

    private @Nullable WantedFile located(WantedFile file, String repository, String revision, String path)
            throws InterruptedException {
        if (file.sha256() != null && !listings.containsKey(repository)) {
            return file.at(hub.address(repository, receipt.commits().getOrDefault(repository, revision), path));
        }
        Hub.Listing listing = listing(repository, revision);
        WantedFile there = file.at(hub.address(repository, listing.commit(), path));
        if (file.sha256() != null) {
            return there;
        }
        if (!listing.files().isEmpty() && !listing.files().containsKey(path)) {
            if (file.optional()) {
                return null;
            }
            throw new ModelStoreException(
                    Reason.NOT_FOUND,
                    "The repository " + repository + " has no file " + path + " at " + listing.commit() + ". The model "
                            + manifest.id() + " has moved; report it.");
        }
        Hub.Promise promise = listing.files().getOrDefault(path, Hub.Promise.NOTHING);
        boolean told = promise.sha256() != null || promise.gitBlob() != null;
        return there.promised(promise, told ? "hub" : "first-copy");
    }

    private Hub.Listing listing(String repository, String revision) throws InterruptedException {
        Hub.Listing known = listings.get(repository);
        if (known == null) {
            String wanted = receipt.commits().getOrDefault(repository, revision);
            try {
                known = hub.list(repository, wanted);
                receipt = receipt.withCommit(repository, known.commit());
            } catch (ModelStoreException e) {
                if (e.reason() != Reason.NOT_FOUND) {
                    throw e;
                }
                // A mirror that only has the files. If the repository itself is gone, the files will say so.
                known = new Hub.Listing(wanted, Map.of());
            }
            listings.put(repository, known);
        }
        return known;
    }
}
