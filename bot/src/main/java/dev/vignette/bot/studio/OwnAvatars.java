package dev.vignette.bot.studio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.consent.Declaration;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.generate.VoiceNotes;
import dev.vignette.clip.ClipStore;
import dev.vignette.media.Language;
import dev.vignette.media.MediaException;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.voice.Consent;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.Speaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The avatars that people have brought, one directory each: {@code card.json}, {@code picture.jpg}, {@code portrait.png}
 * and perhaps {@code voice.wav}, readable by the owner of the service only. One comes and goes by the rename of its
 * directory, so that it is there as a whole or not at all. Whoever is kept here is a member of the {@link Cast}. Safe to
 * use from several threads.
 */
final class OwnAvatars {
    /** Each takes up to 4 MB of memory. */
    static final int MOST = 24;
    /** Of a voice sample: more than any voice needs, 1.4 MB. */
    private static final int SAMPLE_SECONDS = 15;

    private static final Logger LOG = LoggerFactory.getLogger(OwnAvatars.class);
    private static final String CHANNEL = "page";

    private final Path folder;
    private final Cast cast;
    private final ConsentLedger consent;
    private final ClipStore clips;
    private final VoiceNotes notes;

    /** Brings those who are kept in {@code folder} back into the cast. A directory that cannot be read is left alone. */
    OwnAvatars(Path folder, Cast cast, ConsentLedger consent, ClipStore clips, VoiceNotes notes) {
        this.folder = folder;
        this.cast = cast;
        this.consent = consent;
        this.clips = clips;
        this.notes = notes;
        cards().forEach(card -> {
            try {
                cast.join(member(card, null));
            } catch (IOException | RuntimeException e) {
                LOG.warn("The avatar in {} cannot be used: {}", folder.resolve(card.id()), e.getMessage());
            }
        });
    }

    boolean full() {
        return cards().size() >= MOST;
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
        Path draft = folder.resolve("." + card.id());
        try {
            Files.createDirectories(folder, rights());
            Files.createDirectory(draft, rights());
            Files.write(draft.resolve("picture.jpg"), seen.picture());
            Files.write(draft.resolve("portrait.png"), seen.portrait());
            if (sample != null) {
                Files.write(draft.resolve("voice.wav"), sample);
            }
            Files.write(draft.resolve("card.json"), card.write());
            Files.move(draft, folder.resolve(card.id()), StandardCopyOption.ATOMIC_MOVE);
            Cast.Member member = member(card, seen.photograph());
            cast.join(member);
            return member;
        } catch (IOException e) {
            remove(draft);
            throw new UncheckedIOException("The avatar could not be kept. Is the disk full?", e);
        }
    }

    /**
     * Removes the avatar, its picture and sample, and every clip of it; the withdrawal is recorded.
     *
     * @return whether there was one
     */
    synchronized boolean remove(AvatarId id) {
        OwnAvatar card = cards().stream()
                .filter(it -> it.id().equals(id.value()))
                .findFirst()
                .orElse(null);
        if (card == null) {
            return false;
        }
        cast.leave(id);
        Path grave = folder.resolve("." + id);
        try {
            Files.move(folder.resolve(id.value()), grave, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The avatar could not be removed.", e);
        }
        remove(grave);
        clips.list().stream().filter(clip -> clip.facts().shows(id.value())).forEach(clip -> clips.delete(clip.id()));
        notes.deleteOf(id.value());
        consent.withdraw(declaration(card));
        return true;
    }

    private static Declaration declaration(OwnAvatar card) {
        return new Declaration(
                CHANNEL, card.declarant(), card.pictureSha256(), card.sampleSha256(), card.wordingLanguage());
    }

    private Cast.Member member(OwnAvatar card, Look.@Nullable Photograph photograph) throws IOException {
        Path home = folder.resolve(card.id());
        Look look =
                photograph != null ? photograph : Sitting.photograph(Files.readAllBytes(home.resolve("picture.jpg")));
        return new Cast.Member(
                new Avatar(card.avatarId(), card.version(), look, speaker(card, home.resolve("voice.wav"))),
                card.name(),
                card.persona(),
                card.languages().stream().map(Language::of).toList(),
                card.accent(),
                Files.readAllBytes(home.resolve("portrait.png")));
    }

    /** With their own voice where a sample was brought, which the declaration of that day covers. */
    private Speaker speaker(OwnAvatar card, Path sample) throws IOException {
        Speaker speaker = Speaker.approximate(
                card.id() + "-" + card.version(), card.timbre().timbre());
        if (card.sampleSha256() == null || !Files.isRegularFile(sample)) {
            return speaker;
        }
        try {
            Pcm sound = SoundDecoder.decode(Files.readAllBytes(sample), SampleRate.HZ_24000, SoundLimits.CHAT);
            Consent agreed = new Consent(
                    card.id(),
                    card.declarant(),
                    card.created(),
                    Declaration.WORDING_VERSION,
                    card.sampleSha256(),
                    consent);
            return speaker.with(new EnrolledVoice(
                    agreed, sound.slice(0, SAMPLE_SECONDS * sound.rate().hertz())));
        } catch (MediaException | IllegalArgumentException e) {
            LOG.warn("The voice sample {} cannot be used: {}", sample, e.getMessage());
            return speaker;
        }
    }

    /** In the order in which they came. */
    private List<OwnAvatar> cards() {
        List<OwnAvatar> cards = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder, "[a-z]*")) {
                for (Path home : homes) {
                    read(home, cards);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The avatars in " + folder + " cannot be listed.", e);
            }
        }
        cards.sort(Comparator.comparing(OwnAvatar::created));
        return cards;
    }

    private static void read(Path home, List<OwnAvatar> cards) {
        try {
            OwnAvatar card = OwnAvatar.read(Files.readAllBytes(home.resolve("card.json")));
            if (!home.getFileName().toString().equals(card.id())) {
                throw new IllegalArgumentException("\"id\" must be the name of the directory.");
            }
            cards.add(card);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("There is no usable card in {}: {}", home, e.getMessage());
        }
    }

    private static void remove(Path directory) {
        try {
            if (Files.exists(directory)) {
                Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                            throws IOException {
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Files of an avatar are left in " + directory + ".", e);
        }
    }

    private static FileAttribute<?>[] rights() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Changes whenever look or voice do. */
    static String version(String pictureSha256, String voice, @Nullable String sampleSha256) {
        return Sitting.sha256((pictureSha256 + "/" + voice + "/" + sampleSha256).getBytes(UTF_8))
                .substring(0, 16);
    }
}
