package dev.vignette.bot.manners;

import java.util.List;
import java.util.Optional;

/**
 * Whom one can talk to. Face and voice belong together, unless another voice is chosen. May change while the service runs; safe to
 * use from any thread.
 */
public interface Faces {
    /**
     * @param id as commands name it; 1 to 40 lower-case letters, digits and dashes
     * @param name as shown
     */
    record Face(String id, String name) {}

    /** All there are at the moment. */
    List<Face> all();

    /** The voices that can be chosen apart from the face. */
    Voices voices();

    default Optional<Face> find(String word) {
        return all().stream()
                .filter(face -> face.id().equalsIgnoreCase(word) || face.name().equalsIgnoreCase(word))
                .findFirst();
    }
}
