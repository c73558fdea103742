package dev.vignette.bot.studio;

import dev.vignette.bot.consent.Declaration;
import dev.vignette.bot.consent.Lending;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The sentences that somebody agrees to before a face or a voice is brought, or a voice is lent. */
@RestController
@Tag(name = "Avatars")
class ConsentController {
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
}
