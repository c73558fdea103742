package dev.vignette.bot.manners;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.lending.VoiceLending;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Two people to talk to, with their voices, and whoever joins them; and a voice that Ann has brought and lent to her account. */
public final class TestFaces implements Faces {
    /** Whom it is lent to: {@code ann}, or account 42 of a platform with numbers. */
    public static final List<String> OWNERS = List.of("ann", "42");

    private final List<Face> all = new CopyOnWriteArrayList<>(List.of(new Face("ada", "Ada"), new Face("lin", "Lin")));
    private final List<String> lentTo = new CopyOnWriteArrayList<>(OWNERS);

    /** Somebody is brought while the service runs. */
    public void join(String id, String name) {
        all.add(new Face(id, name));
    }

    @Override
    public List<Face> all() {
        return List.copyOf(all);
    }

    @Override
    public Voices voices() {
        return new Voices() {
            @Override
            public List<Voice> builtIn() {
                return List.of(new Voice("ada", "Ada"), new Voice("lin", "Lin"));
            }

            @Override
            public List<Voice> broughtBy(PlatformName platform, PersonId person) {
                return lentTo.contains(person.value()) ? List.of(new Voice("anns", "Ann's")) : List.of();
            }

            @Override
            public VoiceLending.Code code(PlatformName platform, PersonId person) {
                return new VoiceLending.Code("TEST-C2DE", Duration.ofMinutes(10));
            }

            @Override
            public boolean giveBack(PlatformName platform, PersonId person) {
                return lentTo.remove(person.value());
            }
        };
    }
}
