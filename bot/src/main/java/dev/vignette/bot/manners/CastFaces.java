package dev.vignette.bot.manners;

import dev.vignette.bot.engines.Cast;
import java.util.List;

/** The members of the cast as it is at the moment. */
record CastFaces(Cast cast, Voices voices) implements Faces {
    @Override
    public List<Face> all() {
        return cast.members().stream()
                .map(member -> new Face(member.id().value(), member.name()))
                .toList();
    }
}
