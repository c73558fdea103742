package dev.vignette.renderer.voice.moss;

import dev.vignette.inference.models.StandIn;
import dev.vignette.renderer.voice.moss.standin.MossStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small stand-in, made once for all tests. */
final class MiniMoss {
    private static final class Holder {
        private static final Path DIRECTORY = make();

        private static Path make() {
            try {
                Path directory = Files.createTempDirectory("moss");
                new MossStandIn().write(directory, StandIn.Size.MINI, 1);
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private MiniMoss() {}

    /** Must not be written to. */
    static Path directory() {
        return Holder.DIRECTORY;
    }
}
