package dev.vignette.bot.studio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.consent.Declaration;
import dev.vignette.bot.consent.Lending;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.generate.VoiceNotes;
import dev.vignette.bot.lending.VoiceLending;
import dev.vignette.clip.ClipStore;
import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.voice.Consent;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.VoicePrint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The avatars that people have brought. Whoever is kept on the {@link AvatarShelf} is a member of the {@link Cast}, with the voice
 * that is kept of them. Safe to use from several threads.
 */
final class OwnAvatars {
    /** Each takes up to 4 MB of memory. */
    static final int MOST = 24;

    private static final Logger LOG = LoggerFactory.getLogger(OwnAvatars.class);
    private static final String CHANNEL = "page";

    private final AvatarShelf shelf;
    private final Cast cast;
    private final ConsentLedger consent;
    private final ClipStore clips;
    private final VoiceNotes notes;
    private final VoiceLending lending;

    /** Brings those who are kept in {@code folder} back into the cast. A directory that cannot be read is left alone. */
    OwnAvatars(Path folder, Cast cast, ConsentLedger consent, ClipStore clips, VoiceNotes notes, VoiceLending lending) {
        this.shelf = new AvatarShelf(folder);
        this.cast = cast;
        this.consent = consent;
        this.clips = clips;
        this.notes = notes;
        this.lending = lending;
        shelf.sweep();
        shelf.cards().forEach(card -> {
            try {
                cast.join(member(card, null));
            } catch (IOException | RuntimeException e) {
                LOG.warn("The avatar in {} cannot be used: {}", shelf.home(card), e.getMessage());
            }
        });
    }

    boolean full() {
        return shelf.cards().size() >= MOST;
    }

    /**
     * Records the declaration, keeps the avatar and has it join the cast.
     *
     * @throws UncheckedIOException if it could not be kept; then nothing is left of it
     */
    synchronized Cast.Member add(OwnAvatar card, Sitting.Seen seen, byte @Nullable [] sample) {
        if (full()) {
            throw StudioProblem.full(MOST);
        }
        consent.record(declaration(card));
        try {
            shelf.put(card, seen, sample);
            Cast.Member member = member(card, seen.photograph());
            cast.join(member);
            return member;
        } catch (IOException e) {
            throw new UncheckedIOException("The avatar could not be kept. Is the disk full?", e);
        }
    }

    /**
     * Removes the avatar, its picture, its sample and prints, and every clip and voice note of it; loans of its voice end, and the
     * withdrawal is recorded.
     *
     * @return whether there was one
     */
    synchronized boolean remove(AvatarId id) {
        OwnAvatar card = shelf.card(id).orElse(null);
        if (card == null) {
            return false;
        }
        cast.leave(id);
        shelf.remove(card);
        consent.withdraw(declaration(card));
        lending.end(lending.of(card.id()), new Lending.By(CHANNEL, card.declarant(), null));
        clips.list().stream().filter(clip -> clip.facts().shows(id.value())).forEach(clip -> clips.delete(clip.id()));
        notes.deleteOf(id.value());
        return true;
    }

    private static Declaration declaration(OwnAvatar card) {
        return new Declaration(
                CHANNEL,
                card.declarant(),
                card.pictureSha256(),
                card.sampleSha256(),
                card.wordingLanguage(),
                card.sampleSha256() == null ? null : card.keepsSample());
    }

    /** Whose recording is still there and must not stay. */
    List<OwnAvatar> leavingSamples() {
        return shelf.cards().stream()
                .filter(card -> !card.keepsSample())
                .filter(card -> shelf.voice(card).filter(KeptVoice::hasSample).isPresent())
                .toList();
    }

    Optional<OwnAvatar> card(AvatarId id) {
        return shelf.card(id);
    }

    /** What is kept of somebody's voice; empty if they brought none. */
    Optional<KeptVoice> voice(OwnAvatar card) {
        return shelf.voice(card);
    }

    /** The voice with which they speak now; null if they have none of their own. */
    @Nullable
    EnrolledVoice enrolled(AvatarId id) {
        return cast.find(id.value())
                .map(member -> member.avatar().speaker().enrolled())
                .orElse(null);
    }

    /**
     * Keeps what an engine needs of a voice; nothing happens if the avatar is gone.
     *
     * @param likeness of speech made by it to the sample; null if it was not compared
     */
    synchronized void keep(AvatarId id, VoicePrint print, @Nullable Double likeness) {
        change(id, voice -> voice.keep(print, likeness));
    }

    /** Removes somebody's recording and goes on with what was made of it. */
    synchronized void forgetSample(AvatarId id) {
        change(id, KeptVoice::forgetSample);
    }

    private interface Change {
        void to(KeptVoice voice) throws IOException;
    }

    private void change(AvatarId id, Change change) {
        OwnAvatar card = shelf.card(id).orElse(null);
        Cast.Member member = cast.find(id.value()).orElse(null);
        if (card == null || member == null) {
            return;
        }
        try {
            change.to(shelf.voice(card).orElseThrow());
            Avatar avatar = member.avatar();
            cast.replace(new Cast.Member(
                    new Avatar(avatar.id(), avatar.version(), avatar.look(), speaker(card)),
                    member.name(),
                    member.persona(),
                    member.languages(),
                    member.accent(),
                    member.portrait()));
        } catch (IOException e) {
            throw new UncheckedIOException("The voice of " + id + " could not be kept. Is the disk full?", e);
        }
    }

    private Cast.Member member(OwnAvatar card, Look.@Nullable Photograph photograph) throws IOException {
        Look look = photograph != null ? photograph : Sitting.photograph(shelf.picture(card));
        return new Cast.Member(
                new Avatar(card.avatarId(), card.version(), look, speaker(card)),
                card.name(),
                card.persona(),
                card.languages().stream().map(Language::of).toList(),
                card.accent(),
                shelf.portrait(card));
    }

    /** With their own voice where something of it was kept, which the declaration of that day covers. */
    private Speaker speaker(OwnAvatar card) throws IOException {
        Speaker speaker = Speaker.approximate(
                card.id() + "-" + card.version(), card.timbre().timbre());
        KeptVoice voice = shelf.voice(card).orElse(null);
        if (voice == null || card.sampleSha256() == null) {
            return speaker;
        }
        Pcm sample = voice.sample();
        Map<String, VoicePrint> prints = new TreeMap<>();
        voice.prints().forEach((engine, kept) -> prints.put(engine, kept.print()));
        if (sample == null && prints.isEmpty()) {
            return speaker;
        }
        Consent agreed = new Consent(
                card.id(), card.declarant(), card.created(), card.agreedWording(), card.sampleSha256(), consent);
        try {
            return speaker.with(new EnrolledVoice(agreed, sample, prints));
        } catch (IllegalArgumentException e) {
            LOG.warn("The voice in {} cannot be used: {}", shelf.home(card), e.getMessage());
            return speaker;
        }
    }

    /** Changes whenever look or voice do. */
    static String version(String pictureSha256, String voice, @Nullable String sampleSha256) {
        return Sitting.sha256((pictureSha256 + "/" + voice + "/" + sampleSha256).getBytes(UTF_8))
                .substring(0, 16);
    }
}
