package dev.vignette.clip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Everything that decides what a film looks and sounds like. Two requests with equal recipes get the same film.
 *
 * @param text what is spoken; kept in normal form (NFKC, runs of white space as one space, none at the ends)
 * @param language ISO 639 code
 * @param voice the engine that speaks
 * @param timbre version of what is known of the speaker's manner: the avatar's, or a hash of a sample
 * @param avatar who is seen; the version of a guest is a hash of the picture
 * @param face the engine that shows
 * @param format size, frames per second and codecs, as in {@code 512x512@25/h264+aac}
 * @param direction what the film shows beyond the speech, written so that equal ones are written alike; empty for nothing
 */
public record ClipRecipe(
        String text,
        String language,
        Versioned voice,
        String timbre,
        Versioned avatar,
        Versioned face,
        String format,
        String direction) {

    /** Changes when the encoding below does, so that old and new keys never meet. */
    private static final String SCHEME = "vignette-clip/1";

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");

    public ClipRecipe {
        text = normalise(text);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A clip needs a text.");
        }
    }

    /** Without a direction. */
    public ClipRecipe(
            String text,
            String language,
            Versioned voice,
            String timbre,
            Versioned avatar,
            Versioned face,
            String format) {
        this(text, language, voice, timbre, avatar, face, format, "");
    }

    /** A thing and the version of it. */
    public record Versioned(String name, String version) {}

    /** The normal form of a spoken text: NFKC, white space collapsed and stripped. */
    public static String normalise(String text) {
        return WHITE_SPACE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip();
    }

    public ClipKey key() {
        MessageDigest digest = sha256();
        for (String field : fields()) {
            // Each field is preceded by its length, so that no two lists of fields give the same bytes.
            byte[] bytes = field.getBytes(UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return new ClipKey(digest.digest());
    }

    private List<String> fields() {
        List<String> fields = List.of(
                SCHEME,
                text,
                language,
                voice.name,
                voice.version,
                timbre,
                avatar.name,
                avatar.version,
                face.name,
                face.version,
                format);
        if (direction.isEmpty()) {
            return fields;
        }
        // One field more: no film without a direction has these bytes, and those that there are keep their keys.
        List<String> directed = new ArrayList<>(fields);
        directed.add(direction);
        return directed;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
