package dev.vignette.bot.studio;

import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.voice.Timbre;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code card.json} says of an avatar that somebody brought. Like the cards of built-in avatars, but with a
 * photograph for a rig.
 *
 * @param languages ISO 639 codes, the first by preference
 * @param version changes whenever the same script would look or sound different
 * @param accent {@code #RRGGBB}
 * @param voice whose timbre is used: the id of a built-in avatar, or {@code sample}
 * @param pictureSha256 of the picture as it is kept
 * @param sampleSha256 of the voice sample as it is kept, or null
 * @param declarant who declared the consent, as far as known
 * @param wordingLanguage in which they read it
 * @param created when
 * @param wordingVersion of what they read; null for the first one, which was not noted
 * @param sampleKept whether they want the recording kept; null where they were not asked, when all were
 * @param ownerSha256 of the {@link OwnerKey} of the browser in which it was brought; null where there was none yet
 */
record OwnAvatar(
        String id,
        String name,
        String persona,
        List<String> languages,
        String version,
        String accent,
        String voice,
        Sound timbre,
        String pictureSha256,
        @Nullable String sampleSha256,
        String declarant,
        String wordingLanguage,
        Instant created,
        @Nullable String wordingVersion,
        @Nullable Boolean sampleKept,
        @Nullable String ownerSha256) {

    static final String OWN_VOICE = "sample";
    static final String SAMPLE_FILE = "voice.wav";
    private static final String FIRST_WORDING = "2026-11-22";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** A {@link Timbre} in a form that JSON keeps. */
    record Sound(double medianF0Hz, double f0Deviation, double syllablesPerSecond, List<Double> ltas) {
        static Sound of(Timbre timbre) {
            return new Sound(timbre.medianF0(), timbre.f0Deviation(), timbre.syllablesPerSecond(), timbre.ltas());
        }

        Timbre timbre() {
            return new Timbre(medianF0Hz, f0Deviation, syllablesPerSecond, ltas);
        }
    }

    AvatarId avatarId() {
        return new AvatarId(id);
    }

    /** Whether the recording may stay once it is not needed any more. */
    boolean keepsSample() {
        return sampleKept == null || sampleKept;
    }

    String agreedWording() {
        return wordingVersion == null ? FIRST_WORDING : wordingVersion;
    }

    byte[] write() {
        return JSON.writeValueAsBytes(this);
    }

    /** @throws IllegalArgumentException if it is no such card */
    static OwnAvatar read(byte[] json) {
        try {
            OwnAvatar card = JSON.readValue(json, OwnAvatar.class);
            if (card == null || card.languages.isEmpty()) {
                throw new IllegalArgumentException("The card is incomplete.");
            }
            card.avatarId();
            card.timbre.timbre();
            return card;
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException("The card cannot be read.", e);
        }
    }
}
