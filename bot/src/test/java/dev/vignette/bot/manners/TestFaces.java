package dev.vignette.bot.manners;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import java.util.List;

/** Two people to talk to, with their voices; and a voice that Ann has brought. */
public final class TestFaces {
    /** Who may lend it: {@code ann}, or account 42 of a platform with numbers. */
    public static final List<String> OWNERS = List.of("ann", "42");

    public static final Faces TWO =
            new Faces(List.of(new Faces.Face("ada", "Ada"), new Faces.Face("lin", "Lin")), new Voices() {
                @Override
                public List<Voice> builtIn() {
                    return List.of(new Voice("ada", "Ada"), new Voice("lin", "Lin"));
                }

                @Override
                public List<Voice> broughtBy(PlatformName platform, PersonId person) {
                    return OWNERS.contains(person.value()) ? List.of(new Voice("anns", "Ann's")) : List.of();
                }
            });

    private TestFaces() {}
}
