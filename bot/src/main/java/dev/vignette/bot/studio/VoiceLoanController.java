package dev.vignette.bot.studio;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.consent.Lending;
import dev.vignette.bot.lending.Account;
import dev.vignette.bot.lending.Loan;
import dev.vignette.bot.lending.VoiceLending;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.voice.EnrolledVoice;
import io.github.bucket4j.Bucket;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * To which accounts in chats the voice of somebody who was brought is lent. Only the browser that brought it lends it, as its
 * {@link OwnerKey} shows; whoever may use the page may take a loan back. Ten wrong codes a minute are taken at most, from wherever.
 */
@RestController
@RequestMapping("/api/v1/avatars/{id}/voice/loans")
@Tag(name = "Avatars")
class VoiceLoanController {
    private static final int TRIES = 10;
    private static final String CHANNEL = "page";

    private final OwnAvatars avatars;
    private final VoiceLending lending;
    private final Bucket failures = Bucket.builder()
            .addLimit(limit -> limit.capacity(TRIES).refillGreedy(TRIES, Duration.ofMinutes(1)))
            .build();

    VoiceLoanController(OwnAvatars avatars, VoiceLending lending) {
        this.avatars = avatars;
        this.lending = lending;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Lent(
            @Schema(example = "telegram") String platform,

            @Schema(description = "As the platform knows the person.", example = "12345")
            String account,

            Instant since) {
        static Lent of(Loan loan) {
            return new Lent(
                    loan.account().platform().value(), loan.account().person().value(), loan.since());
        }
    }

    record Lents(List<Lent> loans) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Agreement(
            @Schema(description = "Whether the sentence was ticked.")
            boolean agreed,

            @Schema(description = "Which wording was shown.", example = Lending.WORDING_VERSION) @Nullable
            String wordingVersion,

            @Schema(description = "In which language.", example = "en") @Nullable
            String language) {}

    record Request(
            @Schema(description = "What /voice link has told in the chat.", example = "K7QM-2XWD") @Nullable
            String code,

            @Schema(description = "What was answered when the avatar was brought.") @Nullable
            String key,

            @Nullable Agreement consent) {
        @Override
        public String toString() {
            return "Request[hidden]";
        }
    }

    @Operation(summary = "To which accounts in chats a voice is lent")
    @ApiResponse(responseCode = "404", description = "There is no such avatar, or nobody has brought it.")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Lents> list(@PathVariable String id) {
        OwnAvatar card = card(id);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Lents(lending.of(card.id()).stream().map(Lent::of).toList()));
    }

    @Operation(
            summary = "Lend a voice to an account in a chat",
            description =
                    "The account's owner gets the code from the bot with /voice link; it is good for ten minutes, once.")
    @ApiResponse(responseCode = "201", description = "The account can choose the voice with /voice.")
    @ApiResponse(responseCode = "403", description = "The key is not the one of whoever brought the avatar.")
    @ApiResponse(responseCode = "422", description = "The code is wrong or too old, or there is no voice to lend.")
    @ApiResponse(responseCode = "429", description = "Too many codes were tried.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Lent> lend(
            @PathVariable String id,
            @RequestBody Request asked,
            HttpServletRequest request,
            @Nullable Principal principal) {
        OwnAvatar card = card(id);
        Agreement agreement = checked(asked.consent());
        if (asked.key() == null || !new OwnerKey(asked.key()).is(card.ownerSha256())) {
            throw StudioProblem.notTheOwner();
        }
        EnrolledVoice voice = avatars.enrolled(card.avatarId());
        if (voice == null) {
            throw StudioProblem.field(
                    "id",
                    "There is no voice to lend",
                    "Nothing is kept of a voice of this face's own. Bring one with it.");
        }
        if (failures.getAvailableTokens() == 0) {
            throw StudioProblem.tooManyCodes();
        }
        String language = agreement.language() == null ? "en" : agreement.language();
        Loan loan = lending.lend(
                        asked.code() == null ? "" : asked.code(),
                        card.id(),
                        voice.consent().sampleSha256(),
                        new Lending.By(CHANNEL, AvatarUploadController.declarant(request, principal), language))
                .orElseThrow(this::badCode);
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(Lent.of(loan));
    }

    private StudioProblem badCode() {
        failures.tryConsume(1);
        return StudioProblem.field(
                "code",
                "The code is not good",
                "There is no such code, or it is older than ten minutes. Ask the bot for a new one with /voice link.");
    }

    @Operation(summary = "Take back a voice that was lent")
    @ApiResponse(responseCode = "204", description = "The account cannot choose the voice any more.")
    @ApiResponse(responseCode = "404", description = "It was not lent to that account.")
    @DeleteMapping("/{platform}/{account}")
    ResponseEntity<Void> takeBack(
            @PathVariable String id,
            @PathVariable String platform,
            @PathVariable String account,
            HttpServletRequest request,
            @Nullable Principal principal) {
        List<Loan> loans = loans(card(id), platform, account);
        var by = new Lending.By(CHANNEL, AvatarUploadController.declarant(request, principal), null);
        if (lending.end(loans, by) == 0) {
            throw StudioProblem.notLent();
        }
        return ResponseEntity.noContent().build();
    }

    private List<Loan> loans(OwnAvatar card, String platform, String person) {
        try {
            Account account = new Account(new PlatformName(platform), new PersonId(person));
            return lending.of(card.id()).stream()
                    .filter(loan -> loan.account().equals(account))
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private OwnAvatar card(String id) {
        Optional<OwnAvatar> card;
        try {
            card = avatars.card(new AvatarId(id));
        } catch (IllegalArgumentException e) {
            card = Optional.empty();
        }
        return card.orElseThrow(StudioProblem::noAvatar);
    }

    private static Agreement checked(@Nullable Agreement agreement) {
        if (agreement == null || !agreement.agreed()) {
            throw StudioProblem.field(
                    "consent", "Consent is missing", "No voice is lent without consent. Tick the sentence first.");
        }
        if (!Lending.WORDING_VERSION.equals(agreement.wordingVersion())) {
            throw StudioProblem.oldWording();
        }
        if (agreement.language() != null && !ConsentWording.LENDING_BY_LANGUAGE.containsKey(agreement.language())) {
            throw StudioProblem.field(
                    "consent", "The wording was not shown", "There is no wording in \"consent.language\".");
        }
        return agreement;
    }
}
