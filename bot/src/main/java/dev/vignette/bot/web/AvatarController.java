package dev.vignette.bot.web;

import dev.vignette.bot.engines.Cast;
import dev.vignette.media.Language;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Avatars")
class AvatarController {
    private final Cast cast;

    AvatarController(Cast cast) {
        this.cast = cast;
    }

    record Avatar(
            @Schema(description = "What to write into \"avatar\".", example = "ada")
            String id,

            @Schema(example = "Ada") String name,

            @Schema(description = "Who this is.") String persona,

            @Schema(description = "Languages this avatar is meant for.", example = "[\"en\"]")
            List<String> languages,

            @Schema(description = "The colour that goes with this avatar.", example = "#2f6f6b")
            String accent,

            @Schema(description = "A picture, PNG.", example = "/api/v1/avatars/ada/portrait.png")
            String portrait,

            @Schema(description = "Whether somebody brought this avatar, who can also remove it.")
            boolean own) {}

    record Avatars(List<Avatar> avatars) {}

    @Operation(summary = "Who can speak")
    @GetMapping(path = "/api/v1/avatars", produces = MediaType.APPLICATION_JSON_VALUE)
    Avatars avatars() {
        return new Avatars(cast.members().stream()
                .map(member -> new Avatar(
                        member.id().value(),
                        member.name(),
                        member.persona(),
                        member.languages().stream().map(Language::code).toList(),
                        member.accent(),
                        "/api/v1/avatars/" + member.id() + "/portrait.png",
                        !cast.resident(member.id())))
                .toList());
    }

    @Operation(summary = "An avatar's portrait")
    @ApiResponse(
            responseCode = "200",
            description = "The picture.",
            content = @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such avatar.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @GetMapping("/api/v1/avatars/{id}/portrait.png")
    ResponseEntity<?> portrait(@PathVariable String id) {
        Optional<Cast.Member> member = cast.find(id);
        if (member.isEmpty()) {
            return Problem.answer(Problem.of(
                    HttpStatus.NOT_FOUND,
                    "no-such-avatar",
                    "There is no such avatar",
                    "There is no avatar by this id. GET /api/v1/avatars lists them.",
                    false));
        }
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .eTag(member.get().avatar().version())
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).mustRevalidate())
                .body(member.get().portrait());
    }
}
