package dev.vignette.bot.manners;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.lending.VoiceLending;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose voices can be chosen apart from the face. The built-in ones belong to nobody. Whoever brought a voice of their own agreed
 * to be heard with their own face; to have it speak with another is for them alone, once they have lent it to their account. May change while the service runs; safe to
 * use from any thread.
 */
public interface Voices {
    /**
     * @param id as commands name it, that of the member of the cast whose voice it is
     * @param name as shown
     */
    record Voice(String id, String name) {}

    /** Those that everybody may choose. */
    List<Voice> builtIn();

    /** Those that this person has brought and lent to their account, and may have speak with any face. */
    List<Voice> broughtBy(PlatformName platform, PersonId person);

    /**
     * A code by which whoever has brought a voice lends it to this person, on the page where they brought it.
     *
     * @throws org.springframework.dao.DataAccessException if the database is out of reach
     */
    VoiceLending.Code code(PlatformName platform, PersonId person);

    /**
     * Gives back all that was lent to this person.
     *
     * @return false if nothing was
     */
    boolean giveBack(PlatformName platform, PersonId person);

    /** All that this person may choose, built-in ones first. */
    default List<Voice> choosableBy(PlatformName platform, PersonId person) {
        return Stream.concat(builtIn().stream(), broughtBy(platform, person).stream())
                .toList();
    }

    /** The one of {@code voices} that is meant by {@code word}. */
    static Optional<Voice> find(List<Voice> voices, String word) {
        return voices.stream()
                .filter(voice ->
                        voice.id().equalsIgnoreCase(word) || voice.name().equalsIgnoreCase(word))
                .findFirst();
    }
}
