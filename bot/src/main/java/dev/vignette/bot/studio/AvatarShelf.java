package dev.vignette.bot.studio;

import dev.vignette.renderer.avatar.AvatarId;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories of the avatars that people have brought, one each: {@code card.json}, {@code picture.jpg}, {@code portrait.png}
 * and what is {@linkplain KeptVoice kept of a voice}, readable by the owner of the service only. One comes and goes by the rename of
 * its directory, so that it is there as a whole or not at all.
 */
final class AvatarShelf {
    private static final Logger LOG = LoggerFactory.getLogger(AvatarShelf.class);

    private final Path folder;

    AvatarShelf(Path folder) {
        this.folder = folder;
    }

    Path home(OwnAvatar card) {
        return folder.resolve(card.id());
    }

    /** In the order in which they came. A directory that cannot be read is left alone. */
    List<OwnAvatar> cards() {
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

    Optional<OwnAvatar> card(AvatarId id) {
        return cards().stream().filter(card -> card.avatarId().equals(id)).findFirst();
    }

    byte[] picture(OwnAvatar card) throws IOException {
        return Files.readAllBytes(home(card).resolve("picture.jpg"));
    }

    byte[] portrait(OwnAvatar card) throws IOException {
        return Files.readAllBytes(home(card).resolve("portrait.png"));
    }

    /** What is kept of their voice; empty if none was brought. */
    Optional<KeptVoice> voice(OwnAvatar card) {
        return Optional.ofNullable(card.sampleSha256()).map(sha256 -> new KeptVoice(home(card), sha256));
    }

    /** @throws IOException if it could not be kept; then nothing is left of it */
    void put(OwnAvatar card, Sitting.Seen seen, byte @Nullable [] sample) throws IOException {
        Path draft = folder.resolve("." + card.id());
        try {
            Files.createDirectories(folder, rights());
            Files.createDirectory(draft, rights());
            Files.write(draft.resolve("picture.jpg"), seen.picture());
            Files.write(draft.resolve("portrait.png"), seen.portrait());
            if (sample != null) {
                Files.write(draft.resolve(OwnAvatar.SAMPLE_FILE), sample);
            }
            Files.write(draft.resolve("card.json"), card.write());
            Files.move(draft, home(card), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(draft);
            throw e;
        }
    }

    /** Removes an avatar with everything that belongs to it. */
    void remove(OwnAvatar card) {
        Path grave = folder.resolve("." + card.id());
        try {
            Files.move(home(card), grave, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The avatar could not be removed.", e);
        }
        delete(grave);
    }

    /** Removes what a service that was killed had begun to add or to remove. Before anybody adds or removes. */
    void sweep() {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".own-*")) {
                left.forEach(AvatarShelf::delete);
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("Remains of avatars in {} could not be removed: {}", folder, e.getMessage());
            }
        }
    }

    private static void delete(Path directory) {
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

    static FileAttribute<?>[] rights() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
