package dev.vignette.bot.engines;

import dev.vignette.media.Language;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Everyone who can be asked to speak by name: those who are always there, and those whom people have brought. The first is
 * who speaks when nobody is named. Safe to use from several threads.
 */
public final class Cast {

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

    private final List<Member> residents;
    private final List<Member> joined = new CopyOnWriteArrayList<>();

    /** @param residents who are always there, at least one */
    public Cast(List<Member> residents) {
        this.residents = List.copyOf(residents);
        if (residents.isEmpty()) {
            throw new IllegalArgumentException("There is nobody to speak.");
        }
    }

    /** Residents first, then the others in the order in which they joined. */
    public List<Member> members() {
        return Stream.concat(residents.stream(), joined.stream()).toList();
    }

    /** Whether {@code id} is one of those who are always there. */
    public boolean resident(AvatarId id) {
        return residents.stream().anyMatch(member -> member.id().equals(id));
    }

    /** @throws IllegalArgumentException if somebody by this id is there already */
    public synchronized void join(Member member) {
        if (find(member.id().value()).isPresent()) {
            throw new IllegalArgumentException("There is an avatar \"" + member.id() + "\" already.");
        }
        joined.add(member);
    }

    /** Puts a newer description in the place of somebody who has joined; nothing happens if they have left. */
    public synchronized void replace(Member member) {
        joined.replaceAll(old -> old.id().equals(member.id()) ? member : old);
    }

    /** Films of the member that are being made come to their end. Residents do not leave. */
    public synchronized void leave(AvatarId id) {
        joined.removeIf(member -> member.id().equals(id));
    }

    /** @param name as a request has it; anything else than the exact name of a member gives nobody */
    public Optional<Member> find(String name) {
        return members().stream()
                .filter(member -> member.id().value().equals(name))
                .findFirst();
    }

    /** The first resident who is meant for {@code language}, or else the first. */
    public Member forLanguage(Language language) {
        return residents.stream()
                .filter(member -> member.languages().contains(language))
                .findFirst()
                .orElse(residents.getFirst());
    }
}
