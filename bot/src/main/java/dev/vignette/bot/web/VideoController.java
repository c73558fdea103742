package dev.vignette.bot.web;

import dev.vignette.clip.Clip;
import dev.vignette.clip.ClipId;
import dev.vignette.clip.ClipStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Clips")
class VideoController {
    private static final String PATH = "/api/v1/videos/{id}";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final ClipStore store;

    VideoController(ClipStore store) {
        this.store = store;
    }

    @Operation(
            summary = "Fetch a clip",
            description =
                    "The MP4 (H.264, AAC), whole or in part: Range, If-Range, If-None-Match and HEAD are understood.")
    @ApiResponse(
            responseCode = "200",
            description = "The film.",
            content = @Content(mediaType = "video/mp4", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "206", description = "The part that was asked for.", content = @Content)
    @ApiResponse(responseCode = "304", description = "You have it already.", content = @Content)
    @ApiResponse(
            responseCode = "404",
            description = "There is no such clip.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "416",
            description = "The film is shorter than that.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @GetMapping(PATH)
    void video(
            @Parameter(description = "The clip's id, with or without .mp4.", example = "etcvtg4gcp5gzquvmfknjhmtv6")
                    @PathVariable
                    String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Optional<ClipStore.Film> open = clipId(id).flatMap(store::open);
        if (open.isEmpty()) {
            DirectAnswer.send(response, noSuchClip());
            return;
        }
        try (ClipStore.Film film = open.get()) {
            send(film, request, response);
        }
    }

    private static void send(ClipStore.Film film, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Clip clip = film.clip();
        boolean head = request.getMethod().equals("HEAD");
        describe(clip, response);
        if (known(clip, request)) {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        ByteRange bytes = new ByteRange(0, clip.bytes());
        String range = request.getHeader(HttpHeaders.RANGE);
        if (range != null && !head && stillMeant(clip, request)) {
            try {
                Optional<ByteRange> part = ByteRange.parse(range, clip.bytes());
                if (part.isPresent()) {
                    bytes = part.get();
                    response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
                    response.setHeader(HttpHeaders.CONTENT_RANGE, bytes.contentRange(clip.bytes()));
                }
            } catch (ByteRange.Unsatisfiable e) {
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + clip.bytes());
                DirectAnswer.send(response, tooShort(clip));
                return;
            }
        }
        response.setContentType("video/mp4");
        response.setContentLengthLong(bytes.count());
        if (!head) {
            film.transferTo(response.getOutputStream(), bytes.first(), bytes.count());
        }
    }

    private static boolean known(Clip clip, HttpServletRequest request) {
        String tags = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return tags != null && (tags.equals("*") || tags.contains(etag(clip)));
    }

    /** Whether the part asked for is of the film that the client has begun to fetch (RFC 9110, §13.1.5). */
    private static boolean stillMeant(Clip clip, HttpServletRequest request) {
        String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        return ifRange == null || ifRange.equals(etag(clip)) || ifRange.equals(lastModified(clip));
    }

    private static void describe(Clip clip, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, etag(clip));
        response.setHeader(HttpHeaders.LAST_MODIFIED, lastModified(clip));
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        // Private: what somebody had said is nothing for shared caches.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"vignette-" + clip.id() + ".mp4\"");
    }

    private static String etag(Clip clip) {
        return "\"" + clip.sha256() + "\"";
    }

    private static String lastModified(Clip clip) {
        return HTTP_DATE.format(clip.created());
    }

    @Operation(summary = "Delete a clip", description = "Removes the film from this service for good.")
    @ApiResponse(responseCode = "204", description = "It is gone.", content = @Content)
    @ApiResponse(
            responseCode = "404",
            description = "There is no such clip.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @DeleteMapping(PATH)
    ResponseEntity<Object> delete(@PathVariable String id) {
        return clipId(id).filter(store::delete).isPresent()
                ? ResponseEntity.noContent().build()
                : Problem.answer(noSuchClip());
    }

    private static Optional<ClipId> clipId(String name) {
        return ClipId.parse(name.endsWith(".mp4") ? name.substring(0, name.length() - 4) : name);
    }

    private static ProblemDetail noSuchClip() {
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "no-such-clip",
                "There is no such clip",
                "There is no clip by this id: it was never made here, was deleted, or gave way to newer ones. Make it"
                        + " again with POST /api/v1/generate.",
                false);
    }

    private static ProblemDetail tooShort(Clip clip) {
        return Problem.of(
                HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                "range-not-satisfiable",
                "The film is shorter than that",
                "The film has " + clip.bytes() + " bytes. Ask for a range within them.",
                false);
    }
}
