package dev.vignette.inference.gpu;

import dev.vignette.inference.models.Licence;
import dev.vignette.inference.models.ModelFile;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelSource;
import dev.vignette.inference.models.Needs;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Libraries that come out of one archive of a Maven repository, or of another address.
 *
 * @param id name, such as {@code tensorrt-10.6}
 * @param title for people
 * @param engines that need it, such as {@code tensorrt}
 * @param repository address that the archive lies below; null for the Maven repository
 * @param archive path in the repository
 * @param bytes size of the archive
 * @param sha256 of the archive
 * @param licence terms
 * @param folder in the archive that the libraries lie in, ending in a slash
 * @param target folder below {@code gpu/lib} that they go to; empty for itself
 * @param libraries file names with their sizes
 */
public record GpuPart(
        ModelId id,
        String title,
        List<String> engines,
        @Nullable URI repository,
        String archive,
        long bytes,
        String sha256,
        Licence licence,
        String folder,
        String target,
        Map<String, Long> libraries) {
    public GpuPart {
        engines = List.copyOf(engines);
        libraries = Map.copyOf(libraries);
        for (String library : libraries.keySet()) {
            if (!library.matches("lib[A-Za-z0-9_.-]+")) {
                throw new IllegalArgumentException("\"" + library + "\" is no name of a library.");
            }
        }
    }

    /** Room that the libraries take once they are unpacked. */
    public long unpackedBytes() {
        return libraries.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The archive as what the store of models brings. */
    ModelManifest manifest(URI maven) {
        ModelFile file = new ModelFile(archive, bytes, sha256, 0, false);
        ModelSource source =
                new ModelSource(null, "", repository == null ? maven : repository, "", List.of(file), List.of(), 0);
        return new ModelManifest(id, title, "gpu", "gpu", 0, licence, new Needs(0, 0, 0), List.of(source));
    }
}
