package dev.vignette.bot.engines;

import dev.vignette.media.Language;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import java.util.List;
import java.util.Optional;

/** Everyone who can be asked to speak by name. The first is who speaks when nobody is named. */
public record Cast(List<Member> members) {

    /**
     * @param avatar how they look and sound
     * @param name as shown to people
     * @param persona who they are, in a few sentences
     * @param languages they are meant for; an engine may speak more
     * @param accent the colour that goes with them, {@code #RRGGBB}
     * @param portrait PNG file; must not be written to
     */
    @SuppressWarnings("ArrayRecordComponent") // A file to be sent, not a value to compare.
    public record Member(
            Avatar avatar, String name, String persona, List<Language> languages, String accent, byte[] portrait) {
        public Member {
            languages = List.copyOf(languages);
        }

        public AvatarId id() {
            return avatar.id();
        }
    }

    public Cast {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("There is nobody to speak.");
        }
    }

    /** @param name as a request has it; anything else than the exact name of a member gives nobody */
    public Optional<Member> find(String name) {
        return members.stream()
                .filter(member -> member.id().value().equals(name))
                .findFirst();
    }

    /** The first member who is meant for {@code language}, or else the first. */
    public Member forLanguage(Language language) {
        return members.stream()
                .filter(member -> member.languages().contains(language))
                .findFirst()
                .orElse(members.getFirst());
    }
}
