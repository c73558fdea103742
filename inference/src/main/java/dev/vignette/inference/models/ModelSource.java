package dev.vignette.inference.models;

import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where some of a model's files come from: a repository of the hub at a revision, or a directory of a web server.
 *
 * @param repository such as {@code onnx-community/whisper-base}, or null
 * @param revision branch, tag or commit of the repository; the commit that it stands for is recorded at the first pull
 * @param base address of a directory instead of a repository, ending in a slash
 * @param directory of the model's own that the files go to; empty for none
 * @param files by name
 * @param include patterns such as {@code cpu_fp16/**} for files whose names only the hub knows
 * @param megabytes size of what {@code include} brings, for people
 */
public record ModelSource(
        @Nullable String repository,
        String revision,
        @Nullable URI base,
        String directory,
        List<ModelFile> files,
        List<String> include,
        int megabytes) {

    public ModelSource {
        revision = Objects.requireNonNullElse(revision, "main");
        directory = Objects.requireNonNullElse(directory, "");
        files = List.copyOf(Objects.requireNonNullElse(files, List.of()));
        include = List.copyOf(Objects.requireNonNullElse(include, List.of()));
        if ((repository == null) == (base == null) || (base != null && !include.isEmpty())) {
            throw new ModelStoreException(
                    ModelStoreException.Reason.BAD_MANIFEST,
                    "A source needs either a repository or a base address, and patterns need a repository.");
        }
        if (!directory.isEmpty()) {
            ModelFile.requireSafe(directory);
        }
        if (repository != null) {
            ModelFile.requireSafe(repository);
        }
    }

    /** Whether a path below the source is one that the patterns mean. */
    boolean includes(Path path) {
        return include.stream()
                .anyMatch(pattern -> FileSystems.getDefault()
                        .getPathMatcher("glob:" + pattern)
                        .matches(path));
    }

    /** Where a file of this source lies below the model's directory. */
    String local(String path) {
        return directory.isEmpty() ? path : directory + "/" + path;
    }
}
