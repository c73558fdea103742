package dev.vignette.bot.studio;

import dev.vignette.clip.Clip;
import dev.vignette.clip.ClipId;
import dev.vignette.clip.ClipStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What lies in the clip store. What is said in a clip is not part of it: the store does not keep that, and a page knows it
 * only of conversations whose ids it holds.
 */
@RestController
@Tag(name = "Clips")
class ClipLibraryController {
    private static final int PAGE = 60;
    private static final int LARGEST_PAGE = 500;

    private final ClipStore store;
    private final Posters posters;

    ClipLibraryController(ClipStore store, Posters posters) {
        this.store = store;
        this.posters = posters;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Listed(
            String id,
            String url,
            @Schema(description = "A still, JPEG.") String poster,

            @Schema(description = "Who is seen; null for clips of before this was kept.", example = "ada") @Nullable
            String avatar,

            @Schema(example = "en") String language,
            double durationSeconds,
            long bytes,
            Instant created,

            @Schema(
                    description = "Where it would be read from now.",
                    allowableValues = {"memory", "disk"})
            String tier,

            Map<String, String> engines) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Library(
            @Schema(description = "Most recently used first.")
            List<Listed> clips,

            @Schema(description = "How many there are in all.")
            int total,

            long bytes,

            @Schema(description = "Beyond this the least recently used are removed.")
            long limitBytes) {}

    @Operation(summary = "The clips that are kept here")
    @GetMapping(path = "/api/v1/library", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Library> library(
            @RequestParam(defaultValue = "0") int offset, @RequestParam(defaultValue = "" + PAGE) int limit) {
        List<Clip> all = store.list();
        ClipStore.Usage usage = store.usage();
        List<Listed> page = all.stream()
                .skip(Math.max(0, offset))
                .limit(Math.clamp(limit, 1, LARGEST_PAGE))
                .map(this::listed)
                .toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Library(page, all.size(), usage.bytes(), usage.limit()));
    }

    private Listed listed(Clip clip) {
        return new Listed(
                clip.id().value(),
                "/api/v1/videos/" + clip.id() + ".mp4",
                "/api/v1/videos/" + clip.id() + "/poster.jpg",
                clip.facts().avatar(),
                clip.facts().language(),
                clip.facts().duration().toMillis() / 1000.0,
                clip.bytes(),
                clip.created(),
                store.inMemory(clip.id()) ? "memory" : "disk",
                clip.facts().engines());
    }

    @Operation(summary = "A still of a clip")
    @ApiResponse(
            responseCode = "200",
            description = "The picture.",
            content = @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/api/v1/videos/{id}/poster.jpg")
    ResponseEntity<byte[]> poster(@PathVariable String id) {
        byte[] poster = ClipId.parse(id).flatMap(posters::of).orElseThrow(StudioProblem::noClip);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .body(poster);
    }
}
