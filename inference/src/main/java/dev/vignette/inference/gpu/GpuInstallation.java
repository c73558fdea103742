package dev.vignette.inference.gpu;

import dev.vignette.inference.models.ModelCatalog;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.ModelStoreException;
import dev.vignette.inference.models.ModelStoreException.Reason;
import dev.vignette.inference.models.PullListener;
import dev.vignette.inference.models.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * NVIDIA's libraries and ONNX Runtime's for GPUs below {@code VIGNETTE_HOME/gpu}: fetched from a Maven repository, checked,
 * and unpacked as far as they are needed. What was cut goes on where it ended; archives are deleted once they are unpacked.
 */
public final class GpuInstallation {
    /** Room that has to stay free on the disk. */
    private static final long RESERVE = 500_000_000;

    private final Path home;
    private final URI repository;
    private final List<GpuPart> parts;
    private final ModelStore archives;

    GpuInstallation(Path home, URI repository, StoreSettings download, List<GpuPart> parts) {
        this.home = home;
        this.repository = repository;
        this.parts = List.copyOf(parts);
        this.archives = new ModelStore(
                new StoreSettings(
                        home.resolve("archives"),
                        repository,
                        "",
                        download.folder(),
                        download.parallel(),
                        download.stall()),
                new ModelCatalog(
                        parts.stream().map(part -> part.manifest(repository)).toList()));
    }

    /**
     * The installation of this machine.
     *
     * @param home {@code VIGNETTE_HOME}
     * @param environment gives the value of an environment variable, or null; {@code VIGNETTE_GPU_MIRROR} names another Maven
     *     repository than the one of the build
     * @throws ModelStoreException if an address cannot be used
     */
    public static GpuInstallation of(Path home, Function<String, @Nullable String> environment) {
        String mirror = Optional.ofNullable(environment.apply("VIGNETTE_GPU_MIRROR"))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseGet(GpuInstallation::built);
        return new GpuInstallation(
                home.resolve("gpu"), address(mirror), StoreSettings.from(home, environment), GpuCatalog.here());
    }

    /** The repository that the program was built from; of a build that did not note it, no address. */
    private static String built() {
        Properties noted = new Properties();
        try (InputStream in = GpuInstallation.class.getResourceAsStream("/gpu/repository.properties")) {
            if (in != null) {
                noted.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return noted.getProperty("address", "");
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text.endsWith("/") ? text : text + "/");
            if (address.getHost() != null
                    && address.getUserInfo() == null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // the sentence below says it
        }
        throw new ModelStoreException(
                Reason.SETTING,
                "VIGNETTE_GPU_MIRROR is \"" + text + "\". Set it to the https address of a Maven repository.");
    }

    /** What could be installed here; nothing on machines that the libraries are not made for. */
    public List<GpuPart> parts() {
        return parts;
    }

    /** Where archives are fetched from. */
    public URI repository() {
        return repository;
    }

    /** Where the libraries are. */
    public Path libraries() {
        return home.resolve("lib");
    }

    /** Whether all libraries of a part are there, of the right sizes. */
    public boolean installed(GpuPart part) {
        return Unpacking.complete(part, home);
    }

    public boolean licenceAccepted(GpuPart part) {
        return archives.licenceAccepted(manifest(part));
    }

    /** Records that somebody accepts a part's licence. */
    public void acceptLicence(GpuPart part, String who) {
        archives.acceptLicence(part.id(), who);
    }

    private ModelManifest manifest(GpuPart part) {
        return archives.catalog().require(part.id());
    }

    /**
     * Brings a part, or what is missing of it.
     *
     * @throws ModelStoreException if its licence was not accepted, it cannot be had, or there is no room; what has arrived
     *     stays, and the next call goes on from there
     */
    public void install(GpuPart part, PullListener listener) {
        if (installed(part)) {
            return;
        }
        if (!licenceAccepted(part)) {
            throw new ModelStoreException(
                    Reason.LICENCE_NOT_ACCEPTED,
                    part.title() + " is under " + part.licence().title() + " ("
                            + part.licence().text() + "): " + part.licence().summary()
                            + " If you agree to the terms: vignette gpu install --accept-licence");
        }
        requireRoom(part);
        archives.pull(part.id(), listener);
        Path archive = archives.directory(part.id())
                .orElseThrow(() -> new ModelStoreException(
                        Reason.STORAGE,
                        "The archive of " + part.title() + " has gone from " + home + ". Install it again."))
                .resolve(part.archive());
        try {
            new Unpacking(part, home, listener).run(archive);
        } catch (IOException e) {
            throw new ModelStoreException(
                    Reason.STORAGE,
                    part.title() + " cannot be unpacked to " + libraries() + ": " + e.getMessage() + ".",
                    e);
        }
        archives.remove(part.id());
    }

    /** Room for what is unpacked; the store of archives asks for its own. */
    private void requireRoom(GpuPart part) {
        try {
            Files.createDirectories(home);
            boolean fetched = archives.holding(manifest(part)).state() == ModelState.INSTALLED;
            long needed = part.unpackedBytes() + (fetched ? 0 : part.bytes()) + RESERVE;
            long free = Files.getFileStore(home).getUsableSpace();
            if (free < needed) {
                throw new ModelStoreException(
                        Reason.NO_SPACE,
                        part.title() + " needs " + gigabytes(needed) + " GB on the disk of " + home + ", which has "
                                + gigabytes(free) + " GB left. Make room, or set VIGNETTE_HOME to another disk.");
            }
        } catch (IOException e) {
            throw new ModelStoreException(
                    Reason.STORAGE, "The folder " + home + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(java.util.Locale.ROOT, "%.1f", bytes / 1e9);
    }

    /** Deletes the libraries of a part and what was fetched of it. Returns the bytes that became free. */
    public long remove(GpuPart part) {
        try {
            return Unpacking.remove(part, home) + archives.remove(part.id());
        } catch (IOException e) {
            throw new ModelStoreException(
                    Reason.STORAGE, part.title() + " cannot be removed from " + home + ": " + e.getMessage() + ".", e);
        }
    }
}
