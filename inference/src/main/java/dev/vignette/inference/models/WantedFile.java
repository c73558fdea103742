package dev.vignette.inference.models;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A file that a pull has to bring.
 *
 * @param path below the model's directory
 * @param address where it is
 * @param promise what it has to be
 * @param learned who promises it, as in {@link Receipt.Entry}
 * @param rough size for the look at the disk
 * @param optional whether it may be missing
 */
record WantedFile(String path, URI address, Hub.Promise promise, String learned, long rough, boolean optional) {
    WantedFile at(URI there) {
        return new WantedFile(path, there, promise, learned, rough, optional);
    }

    WantedFile promised(Hub.Promise now, String by) {
        return new WantedFile(path, address, now, by, Math.max(now.bytes(), rough), optional);
    }

    long bytesOr(long otherwise) {
        return promise.bytes() >= 0 ? promise.bytes() : otherwise;
    }

    @Nullable
    String sha256() {
        return promise.sha256();
    }
}
