package dev.vignette.bot.manners;

import java.util.List;
import java.util.Optional;

/**
 * Whom one can talk to. Face and voice belong together, unless another voice is chosen.
 *
 * @param voices that can be chosen apart from the face
 */
public record Faces(List<Face> all, Voices voices) {
    /**
     * @param id as commands name it; 1 to 40 lower-case letters, digits and dashes
     * @param name as shown
     */
    public record Face(String id, String name) {}

    public Faces {
        all = List.copyOf(all);
    }

    Optional<Face> find(String word) {
        return all.stream()
                .filter(face -> face.id().equalsIgnoreCase(word) || face.name().equalsIgnoreCase(word))
                .findFirst();
    }
}
