package dev.vignette.renderer.avatar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The avatars that come with the program, in the order of their index. Immutable. */
public final class AvatarCatalogue {
    private static final String FOLDER = "avatars/";

    private final Map<AvatarId, AvatarCard> cards;

    private AvatarCatalogue(Map<AvatarId, AvatarCard> cards) {
        this.cards = cards;
    }

    /**
     * Reads {@code avatars/index} (one name a line) and, for each name, {@code card.yml} and {@code portrait.png} in its
     * folder from the class path.
     *
     * @throws CardException if one of these files is missing or wrong
     */
    public static AvatarCatalogue builtIn() {
        Map<AvatarId, AvatarCard> cards = new LinkedHashMap<>();
        text(FOLDER + "index")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(name -> {
                    String file = FOLDER + name + "/card.yml";
                    AvatarCard card = AvatarCards.read(
                            file,
                            text(file),
                            bytes(FOLDER + name + "/portrait.png"),
                            film -> bytes(FOLDER + name + "/" + film));
                    if (!card.id().value().equals(name)) {
                        throw new CardException(file + ": \"id\" must be the name of its folder, \"" + name
                                + "\", not \"" + card.id() + "\".");
                    }
                    cards.put(card.id(), card);
                });
        return new AvatarCatalogue(cards);
    }

    public Optional<AvatarCard> find(AvatarId id) {
        return Optional.ofNullable(cards.get(id));
    }

    public List<AvatarCard> all() {
        return List.copyOf(cards.values());
    }

    private static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String file) {
        try (@Nullable InputStream in = AvatarCatalogue.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new CardException(file + ": is missing from the class path; build the renderer with its assets.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
