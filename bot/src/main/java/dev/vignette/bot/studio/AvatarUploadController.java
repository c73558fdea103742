package dev.vignette.bot.studio;

import dev.vignette.bot.consent.Declaration;
import dev.vignette.bot.consent.Lending;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.engines.Engines;
import dev.vignette.media.Language;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.voice.Timbre;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Avatars that people bring: a portrait, perhaps a voice, and the declaration that the person has agreed. */
@RestController
@Tag(name = "Avatars")
class AvatarUploadController {
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_PERSONA = 400;
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private final OwnAvatars avatars;
    private final Sitting sitting;
    private final VoiceEnrolment enrolment;
    private final Cast cast;
    private final Engines engines;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    AvatarUploadController(
            OwnAvatars avatars,
            Sitting sitting,
            VoiceEnrolment enrolment,
            Cast cast,
            Engines engines,
            ObjectProvider<InstantSource> clock) {
        this.avatars = avatars;
        this.sitting = sitting;
        this.enrolment = enrolment;
        this.cast = cast;
        this.engines = engines;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Wording(
            @Schema(example = Declaration.WORDING_VERSION) String version,

            @Schema(description = "The sentence, by language.")
            Map<String, String> wording,

            @Schema(description = "What may be agreed to beside it: that the recording is kept. By language.")
            Map<String, String> keeping,

            @Schema(
                    description = "Version of what is agreed to when a voice is lent.",
                    example = Lending.WORDING_VERSION)
            String lendingVersion,

            @Schema(description = "What is agreed to when a voice is lent to an account in a chat. By language.")
            Map<String, String> lending) {}

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

    @JsonNaming(SnakeCaseStrategy.class)
    record Upload(
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

            @Schema(description = "Without a sample: the built-in avatar whose voice is used.", example = "ada")
            @Nullable
            String voiceOf,

            @Nullable Consent consent) {}

    record Added(
            String id,
            String name,

            @Schema(description = "What a better voice sample would do better; empty if there is nothing to be said.")
            List<VoiceController.Advice> advice,

            @Schema(description = "By which the voice can be lent to accounts in chats; told once and kept as a hash.")
            String key) {
        /** Spring writes what it answers into the log at debug. */
        @Override
        public String toString() {
            return "Added[" + id + "]";
        }
    }

    @Operation(summary = "What is consented to")
    @GetMapping(path = "/api/v1/consent", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Wording> wording() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .body(new Wording(
                        Declaration.WORDING_VERSION,
                        ConsentWording.BY_LANGUAGE,
                        ConsentWording.KEEPING_BY_LANGUAGE,
                        Lending.WORDING_VERSION,
                        ConsentWording.LENDING_BY_LANGUAGE));
    }

    @Operation(
            summary = "Bring an avatar",
            description = "The declaration of consent is recorded before anything is kept. The portrait must show one"
                    + " face that the photo face can move.")
    @ApiResponse(responseCode = "201", description = "The avatar can be asked to speak.")
    @PostMapping(path = "/api/v1/avatars", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Added> add(@RequestBody Upload upload, HttpServletRequest request, @Nullable Principal principal) {
        Consent consent = checked(upload.consent());
        String name = text("name", upload.name(), 1, LONGEST_NAME);
        String persona = text("persona", upload.persona(), 0, LONGEST_PERSONA);
        List<Language> languages = languages(upload.languages());
        byte[] picture = file("picture", upload.picture());
        if (avatars.full()) {
            throw StudioProblem.full(OwnAvatars.MOST);
        }
        Cast.Member lender = lender(upload.voiceOf(), languages.getFirst());
        Sitting.Heard heard =
                upload.voiceSample() == null ? null : sitting.listen(file("voice_sample", upload.voiceSample()));
        Timbre timbre = heard == null ? lender.avatar().timbre() : heard.timbre();
        Sitting.Seen seen = sitting.look(picture, timbre);
        String voice = heard == null ? lender.id().value() : OwnAvatar.OWN_VOICE;
        String sampleSha256 = heard == null ? null : heard.sha256();
        String pictureSha256 = seen.photograph().hash();
        OwnerKey owner = OwnerKey.random(random);
        OwnAvatar card = new OwnAvatar(
                newId(),
                name,
                persona,
                languages.stream().map(Language::code).toList(),
                OwnAvatars.version(pictureSha256, voice, sampleSha256),
                seen.accent(),
                voice,
                OwnAvatar.Sound.of(timbre),
                pictureSha256,
                sampleSha256,
                declarant(request, principal),
                consent.language == null ? "en" : consent.language,
                clock.instant(),
                consent.wordingVersion,
                Boolean.TRUE.equals(consent.keepRecording),
                owner.sha256());
        Cast.Member member = avatars.add(card, seen, heard == null ? null : heard.sample());
        if (heard != null) {
            enrolment.begin(member.id());
        }
        return ResponseEntity.created(URI.create("/api/v1/avatars/" + member.id()))
                .cacheControl(CacheControl.noStore())
                .body(new Added(
                        member.id().value(),
                        member.name(),
                        heard == null ? List.of() : VoiceController.Advice.of(heard.advice()),
                        owner.value()));
    }

    @Operation(
            summary = "Remove an avatar that somebody brought",
            description =
                    "Its picture, its voice sample, what voices made of it, and its clips go with it; the withdrawal is recorded.")
    @ApiResponse(responseCode = "204", description = "It is gone.")
    @DeleteMapping("/api/v1/avatars/{id}")
    ResponseEntity<Void> remove(@PathVariable String id) {
        Cast.Member member = cast.find(id).orElseThrow(StudioProblem::noAvatar);
        if (cast.resident(member.id())) {
            throw StudioProblem.resident();
        }
        if (!avatars.remove(member.id())) {
            throw StudioProblem.noAvatar();
        }
        return ResponseEntity.noContent().build();
    }

    /** Who does something here, as far as known. */
    static String declarant(HttpServletRequest request, @Nullable Principal principal) {
        return principal == null ? request.getRemoteAddr() : principal.getName();
    }

    private static Consent checked(@Nullable Consent consent) {
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
        return consent;
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

    private List<Language> languages(@Nullable List<String> codes) {
        Set<Language> spoken = engines.renderer().voice().capabilities().languages();
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

    private Cast.Member lender(@Nullable String id, Language language) {
        if (id == null) {
            return cast.forLanguage(language);
        }
        return cast.find(id)
                .filter(member -> cast.resident(member.id()))
                .orElseThrow(() -> StudioProblem.field(
                        "voice_of", "There is no such voice", "\"voice_of\" must be the id of a built-in avatar."));
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

    private String newId() {
        StringBuilder id = new StringBuilder("own-");
        for (int i = 0; i < 10; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new AvatarId(id.toString()).value();
    }
}
