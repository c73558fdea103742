package dev.vignette.renderer.avatar;

import dev.vignette.media.Language;
import dev.vignette.media.MediaException;
import dev.vignette.media.film.FootageDecoder;
import dev.vignette.media.film.FootageLimits;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.voice.Timbre;
import java.awt.Color;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads an avatar's card, a YAML file with the fields that {@code assets/avatars/README.md} lists. */
public final class AvatarCards {
    private static final int LONGEST_CARD = 64 * 1024;
    private static final Pattern FILM_NAME = Pattern.compile("[A-Za-z0-9_-]{1,60}\\.(mp4|mov|webm)");

    private AvatarCards() {}

    /**
     * @param card what to call the card in errors, a file name as a rule
     * @param yaml all of it, at most {@value #LONGEST_CARD} characters
     * @param portrait a picture of the avatar, PNG
     * @param files gives a file that the card names, by its name alone, or throws a {@link CardException}
     * @throws CardException naming the card and the first field that is missing, wrong or unknown; the {@code rig} section
     *     is only required to be there, for a face to read
     */
    public static AvatarCard read(String card, String yaml, byte[] portrait, Function<String, byte[]> files) {
        CardSection fields = new CardSection(card, "", parse(card, yaml));
        AvatarId id = id(fields);
        String name = fields.text("name");
        String persona = fields.text("persona");
        List<Language> languages = languages(fields);
        String version = fields.text("version");
        String licence = fields.text("licence");
        Color accent = fields.colour("accent");
        CardSection voice = fields.section("voice");
        Timbre timbre = new Timbre(
                voice.number("median_f0_hz", 50, 500),
                voice.number("f0_deviation", 0.02, 0.6),
                voice.number("syllables_per_second", 1.5, 9),
                List.of());
        voice.end();
        Look look = new Look.Drawing(named(fields.mapping("rig")));
        if (fields.has("footage")) {
            look = footage(fields, look, files);
        }
        Direction direction =
                fields.has("direction") ? DirectionCard.read(fields.section("direction")) : Direction.PLAIN;
        fields.end();
        String hex = String.format(Locale.ROOT, "#%06X", accent.getRGB() & 0xFFFFFF);
        return new AvatarCard(
                new Avatar(id, version, look, timbre).directed(direction),
                name,
                persona,
                languages,
                hex,
                licence,
                portrait);
    }

    /** A film beside the drawing, which is shown where no face can show films. */
    private static Look footage(CardSection fields, Look drawing, Function<String, byte[]> files) {
        String name = fields.text("footage");
        if (!FILM_NAME.matcher(name).matches()) {
            throw fields.wrong("footage", "the name of an MP4, MOV or WebM file beside the card", name);
        }
        byte[] film = files.apply(name);
        try {
            FootageDecoder.probe(film, FootageLimits.CHAT);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(film);
            return new Look.Footage(film, HexFormat.of().formatHex(hash), drawing);
        } catch (MediaException e) {
            throw fields.wrong("footage", "a film that can be shown (" + e.getMessage() + ")", name);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    private static Map<?, ?> parse(String card, String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(LONGEST_CARD);
        options.setMaxAliasesForCollections(0);
        try {
            if (new Yaml(new SafeConstructor(options)).load(yaml) instanceof Map<?, ?> fields) {
                return fields;
            }
        } catch (YAMLException e) {
            throw new CardException(
                    card + ": is not YAML that can be read ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given") + ").",
                    e);
        }
        throw new CardException(card + ": must be a list of fields such as \"id: ada\".");
    }

    private static AvatarId id(CardSection fields) {
        String id = fields.text("id");
        try {
            return new AvatarId(id);
        } catch (IllegalArgumentException e) {
            throw fields.wrong("id", "a name of a-z, 0-9 and dashes, at most 32 long", id);
        }
    }

    private static List<Language> languages(CardSection fields) {
        List<Language> languages = new ArrayList<>();
        for (String code : fields.texts("languages")) {
            try {
                languages.add(Language.of(code));
            } catch (IllegalArgumentException e) {
                throw fields.wrong("languages", "a list of language codes such as [en, es]", code);
            }
        }
        return languages;
    }

    private static Map<String, Object> named(Map<?, ?> mapping) {
        Map<String, Object> named = new LinkedHashMap<>();
        mapping.forEach((key, value) -> {
            if (value != null) {
                named.put(String.valueOf(key), value);
            }
        });
        return named;
    }
}
