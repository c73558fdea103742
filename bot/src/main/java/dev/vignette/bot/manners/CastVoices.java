package dev.vignette.bot.manners;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.engines.Cast;
import dev.vignette.renderer.voice.EnrolledVoice;
import java.util.List;
import java.util.function.Predicate;

/** The voices of the cast as it is at the moment. */
final class CastVoices implements Voices {
    private final Cast cast;

    CastVoices(Cast cast) {
        this.cast = cast;
    }

    @Override
    public List<Voice> builtIn() {
        return voices(member -> cast.resident(member.id()));
    }

    @Override
    public List<Voice> broughtBy(PlatformName platform, PersonId person) {
        String declarant = platform + ":" + person;
        return voices(member -> {
            EnrolledVoice own = member.avatar().speaker().enrolled();
            return own != null
                    && !cast.resident(member.id())
                    && own.consent().declarant().equals(declarant);
        });
    }

    private List<Voice> voices(Predicate<Cast.Member> which) {
        return cast.members().stream()
                .filter(which)
                .map(member -> new Voice(member.id().value(), member.name()))
                .toList();
    }
}
