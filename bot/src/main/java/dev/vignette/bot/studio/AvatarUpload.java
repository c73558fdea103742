package dev.vignette.bot.studio;

import dev.vignette.bot.consent.Declaration;
import dev.vignette.media.Language;
import io.swagger.v3.oas.annotations.media.Schema;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What is sent to bring an avatar, as it came: {@link #checked} makes of it what can be relied on. */
@Schema(name = "Upload")
@JsonNaming(SnakeCaseStrategy.class)
record AvatarUpload(
        @Schema(description = "1 to 40 characters.", example = "Grandma") @Nullable
        String name,

        @Schema(description = "Who this is and how they talk; at most 400 characters.") @Nullable
        String persona,

        @Schema(description = "What they speak, the first by preference.", example = "[\"es\"]") @Nullable
        List<String> languages,

        @Schema(description = "A portrait (JPEG, PNG or WebP) as base64 or data: URL, at most 10 MB.") @Nullable
        String picture,

        @Schema(
                description =
                        "3 to 30 s of speech (M4A, MP3, OGG, WebM, WAV, FLAC, or a video with sound), likewise; may be left"
                                + " out.")
        @Nullable
        String voiceSample,

        @Schema(description = "Without a sample: the built-in avatar whose voice is used.", example = "ada") @Nullable
        String voiceOf,

        @Nullable Consent consent) {
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_PERSONA = 400;

    @JsonNaming(SnakeCaseStrategy.class)
    record Consent(
            @Schema(description = "Whether the sentence was ticked.")
            boolean agreed,

            @Schema(description = "Which wording was shown.", example = Declaration.WORDING_VERSION) @Nullable
            String wordingVersion,

            @Schema(description = "In which language.", example = "en") @Nullable
            String language,

            @Schema(
                    description =
                            "Whether the recording is to be kept. If not, it goes when the voices that are installed have"
                                    + " made of it what they need.",
                    defaultValue = "false")
            @Nullable
            Boolean keepRecording) {}

    /**
     * An upload of which every field can be used, and to which somebody has agreed.
     *
     * @param languages at least one, the first by preference
     * @param picture the bytes of a file of whatever kind
     * @param voiceSample likewise; null if none was sent
     * @param voiceOf the avatar whose voice is wanted where there is no sample; null for whoever speaks the language
     */
    @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
    record Checked(
            String name,
            String persona,
            List<Language> languages,
            byte[] picture,
            byte @Nullable [] voiceSample,
            @Nullable String voiceOf,
            Agreement agreement) {}

    /**
     * What was agreed to.
     *
     * @param language in which the wording was shown
     * @param keepRecording whether the voice sample is kept when the voices have made of it what they need
     */
    record Agreement(String wordingVersion, String language, boolean keepRecording) {}

    /**
     * @param spoken languages that the installed voices speak
     * @throws StudioProblem that names the field to change
     */
    Checked checked(Set<Language> spoken) {
        Agreement agreement = agreement(consent);
        return new Checked(
                text("name", name, 1, LONGEST_NAME),
                text("persona", persona, 0, LONGEST_PERSONA),
                languages(languages, spoken),
                file("picture", picture),
                voiceSample == null ? null : file("voice_sample", voiceSample),
                voiceOf,
                agreement);
    }

    private static Agreement agreement(@Nullable Consent consent) {
        if (consent == null || !consent.agreed()) {
            throw StudioProblem.noConsent();
        }
        if (!Declaration.WORDING_VERSION.equals(consent.wordingVersion())) {
            throw StudioProblem.oldWording();
        }
        if (consent.language() != null && !ConsentWording.BY_LANGUAGE.containsKey(consent.language())) {
            throw StudioProblem.field(
                    "consent", "The wording was not shown", "There is no wording in \"consent.language\".");
        }
        return new Agreement(
                Declaration.WORDING_VERSION,
                consent.language() == null ? "en" : consent.language(),
                Boolean.TRUE.equals(consent.keepRecording()));
    }

    private static String text(String field, @Nullable String value, int least, int most) {
        String text = value == null
                ? ""
                : Normalizer.normalize(value, Normalizer.Form.NFC)
                        .replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ")
                        .strip();
        if (text.length() < least || text.length() > most) {
            throw StudioProblem.field(
                    field,
                    "The " + field + " cannot be used",
                    least == 0
                            ? "The " + field + " may have at most " + most + " characters."
                            : "The " + field + " must have " + least + " to " + most + " characters.");
        }
        return text;
    }

    private static List<Language> languages(@Nullable List<String> codes, Set<Language> spoken) {
        try {
            List<Language> languages = codes == null
                    ? List.of()
                    : codes.stream().map(Language::of).distinct().toList();
            if (!languages.isEmpty() && spoken.containsAll(languages)) {
                return languages;
            }
        } catch (IllegalArgumentException e) {
            // the message below says it
        }
        throw StudioProblem.field(
                "languages",
                "The languages cannot be used",
                "\"languages\" must name at least one of: "
                        + String.join(
                                ", ",
                                spoken.stream().map(Language::code).sorted().toList()) + ".");
    }

    private static byte[] file(String field, @Nullable String value) {
        String base64 = value == null ? "" : value.substring(value.startsWith("data:") ? value.indexOf(',') + 1 : 0);
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // the message below says it
        }
        throw StudioProblem.field(
                field,
                "A file is missing",
                "\"" + field + "\" must hold a file as base64 or as a data: URL with base64 inside.");
    }
}
