package dev.vignette.renderer.avatar;

import java.awt.image.BufferedImage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is seen of an avatar: a drawn rig, a photograph or a film. */
public sealed interface Look {

    /**
     * A drawing, described by its card.
     *
     * @param rig the {@code rig} section of the card: palette and shapes by name, as read from YAML
     */
    record Drawing(Map<String, Object> rig) implements Look {
        public Drawing {
            rig = Map.copyOf(rig);
        }
    }

    /**
     * A photograph, upright, at most {@code PictureLimits.pixels} large; must not be written to.
     *
     * @param picture of type {@link BufferedImage#TYPE_INT_RGB}
     * @param hash SHA-256 of the file it came from, lower-case hex
     */
    record Photograph(BufferedImage picture, String hash) implements Look {}

    /**
     * A few seconds of film, shown forwards and backwards while somebody speaks over it.
     *
     * @param film the file, as hostile as whoever sent it; must not be written to
     * @param hash SHA-256 of the file, lower-case hex
     * @param otherwise what is shown where no face can show films, or null for nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // Told apart by its hash.
    record Footage(byte[] film, String hash, @Nullable Look otherwise) implements Look {}
}
