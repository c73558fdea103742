package dev.vignette.bot.studio;

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
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Avatars that people bring: a portrait, perhaps a voice, and the declaration that the person has agreed. */
@RestController
@Tag(name = "Avatars")
class AvatarUploadController {
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

    @Operation(
            summary = "Bring an avatar",
            description = "The declaration of consent is recorded before anything is kept. The portrait must show one"
                    + " face that the photo face can move.")
    @ApiResponse(responseCode = "201", description = "The avatar can be asked to speak.")
    @PostMapping(path = "/api/v1/avatars", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Added> add(
            @RequestBody AvatarUpload sent, HttpServletRequest request, @Nullable Principal principal) {
        AvatarUpload.Checked upload =
                sent.checked(engines.renderer().voice().capabilities().languages());
        if (avatars.full()) {
            throw StudioProblem.full(OwnAvatars.MOST);
        }
        Cast.Member lender = lender(upload.voiceOf(), upload.languages().getFirst());
        Sitting.Heard heard = upload.voiceSample() == null ? null : sitting.listen(upload.voiceSample());
        Timbre timbre = heard == null ? lender.avatar().timbre() : heard.timbre();
        Sitting.Seen seen = sitting.look(upload.picture(), timbre);
        String voice = heard == null ? lender.id().value() : OwnAvatar.OWN_VOICE;
        String sampleSha256 = heard == null ? null : heard.sha256();
        String pictureSha256 = seen.photograph().hash();
        OwnerKey owner = OwnerKey.random(random);
        OwnAvatar card = new OwnAvatar(
                newId(),
                upload.name(),
                upload.persona(),
                upload.languages().stream().map(Language::code).toList(),
                OwnAvatars.version(pictureSha256, voice, sampleSha256),
                seen.accent(),
                voice,
                OwnAvatar.Sound.of(timbre),
                pictureSha256,
                sampleSha256,
                declarant(request, principal),
                upload.agreement().language(),
                clock.instant(),
                upload.agreement().wordingVersion(),
                upload.agreement().keepRecording(),
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

    private Cast.Member lender(@Nullable String id, Language language) {
        if (id == null) {
            return cast.forLanguage(language);
        }
        return cast.find(id)
                .filter(member -> cast.resident(member.id()))
                .orElseThrow(() -> StudioProblem.field(
                        "voice_of", "There is no such voice", "\"voice_of\" must be the id of a built-in avatar."));
    }

    private String newId() {
        StringBuilder id = new StringBuilder("own-");
        for (int i = 0; i < 10; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new AvatarId(id.toString()).value();
    }
}
