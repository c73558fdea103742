package dev.vignette.inference.models;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of a model as its manifest has it.
 *
 * @param path below the source, with slashes
 * @param bytes size, or -1 if only the hub knows it
 * @param sha256 hash in hexadecimal, or null if only the hub knows it
 * @param megabytes size for people and for the look at the disk, where {@code bytes} is unknown
 * @param optional whether the model is whole without it, because some versions of a repository lack it
 */
public record ModelFile(String path, long bytes, @Nullable String sha256, int megabytes, boolean optional) {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_+@=-][A-Za-z0-9._+@=-]{0,200}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public ModelFile {
        requireSafe(path);
        if (sha256 != null) {
            sha256 = sha256.toLowerCase(Locale.ROOT);
            if (!HASH.matcher(sha256).matches()) {
                throw bad("The hash of " + path + " is no SHA-256.");
            }
        }
        bytes = bytes == 0 ? -1 : bytes;
    }

    /** A path from outside may only go down, through plain names. */
    static void requireSafe(String path) {
        if (path.length() > 500) {
            throw bad("A path of " + path.length() + " characters is too long.");
        }
        for (String segment : path.split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()) {
                throw bad("The path \"" + path + "\" is not one that a model file may have.");
            }
        }
    }

    private static ModelStoreException bad(String message) {
        return new ModelStoreException(ModelStoreException.Reason.BAD_MANIFEST, message);
    }
}
