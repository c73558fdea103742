package dev.vignette.bot.studio;

import dev.vignette.bot.engines.CloneState;
import dev.vignette.bot.engines.Engines;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.enrolment.Resemblance;
import dev.vignette.renderer.voice.enrolment.SampleAdvice;
import dev.vignette.renderer.voice.enrolment.SampleReport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What a recording of a voice is good for, and what became of one that was brought. */
@RestController
@Tag(name = "Avatars")
class VoiceController {
    private static final int LARGEST = 20_000_000;

    private final Sitting sitting;
    private final OwnAvatars avatars;
    private final Engines engines;

    VoiceController(Sitting sitting, OwnAvatars avatars, Engines engines) {
        this.sitting = sitting;
        this.avatars = avatars;
        this.engines = engines;
    }

    record Advice(@Schema(example = "noisy") String code, String sentence) {
        static List<Advice> of(List<SampleAdvice> advice) {
            return advice.stream()
                    .map(one -> new Advice(code(one), one.sentence()))
                    .toList();
        }

        static String code(SampleAdvice advice) {
            return advice.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Judged(
            @Schema(description = "Whether it would be taken.")
            boolean usable,

            @Schema(description = "Speech without its pauses, s.", example = "9.4")
            double speechSeconds,

            @Schema(description = "How far speech stands out from what lies between it, dB; null if nothing does.")
            @Nullable
            Double signalToNoise,

            @Schema(description = "What to do better, in the order of weight; empty if there is nothing to be said.")
            List<Advice> advice,

            @Schema(description = "The voices that would clone it; where there are none, an approximate voice speaks.")
            List<String> clonedBy) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Clone(
            @Schema(example = "moss-tts-nano") String engine,

            @Schema(
                    description =
                            "missing: it cannot speak with this voice, since it has no print of it and the recording is gone.",
                    allowableValues = {"ready", "preparing", "missing"})
            String state,

            @Schema(description = "Cosine between speech made by it and the recording, by the speaker model.") @Nullable
            Double similarity,

            @Schema(allowableValues = {"alike", "near", "unlike"}) @Nullable
            String likeness,

            @Schema(description = "The same in words; null if there is nothing to be said.") @Nullable
            String sentence) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Voice(
            @Schema(
                    description = "preparing: it is there until every voice that clones has looked at it.",
                    allowableValues = {"none", "preparing", "kept", "deleted"})
            String recording,

            @Schema(description = "The voices that clone, as far as they are open or have a print.")
            List<Clone> voices) {}

    @Operation(
            summary = "What a voice sample is good for",
            description = "Takes M4A, MP3, OGG, WebM, WAV or FLAC, or a video with sound, as it is. Nothing is kept.")
    @ApiResponse(responseCode = "200", description = "What was found.")
    @ApiResponse(responseCode = "422", description = "It holds no usable voice; the sentence says how to record one.")
    @PostMapping(
            path = "/api/v1/voice-samples",
            consumes = {"audio/*", "video/*", "application/octet-stream"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Judged> judge(HttpServletRequest request) throws IOException {
        byte[] file = request.getInputStream().readNBytes(LARGEST + 1);
        if (file.length > LARGEST) {
            throw StudioProblem.field(
                    "voice_sample", "The voice sample is too large", "A voice sample may have at most 20 MB.");
        }
        SampleReport report = sitting.judge(file);
        double ratio = report.signalToNoise();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Judged(
                        report.refusal().isEmpty(),
                        report.speechSeconds(),
                        Double.isInfinite(ratio) ? null : ratio,
                        Advice.of(report.advice()),
                        engines.cloners()));
    }

    @Operation(summary = "What became of the voice that somebody brought")
    @ApiResponse(responseCode = "404", description = "There is no such avatar, or nobody has brought it.")
    @GetMapping(path = "/api/v1/avatars/{id}/voice", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Voice> voice(@PathVariable String id) throws IOException {
        OwnAvatar card = card(id).orElseThrow(StudioProblem::noAvatar);
        KeptVoice kept = avatars.voice(card).orElse(null);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(kept == null ? new Voice("none", List.of()) : voice(card, kept));
    }

    private Voice voice(OwnAvatar card, KeptVoice kept) throws IOException {
        boolean there = kept.hasSample();
        String recording = !there ? "deleted" : card.keepsSample() ? "kept" : "preparing";
        Map<String, Clone> clones = new TreeMap<>();
        kept.prints().forEach((engine, print) -> clones.put(engine, ready(engine, print.likeness())));
        EnrolledVoice person = avatars.enrolled(card.avatarId());
        for (CloneState state : person == null ? List.<CloneState>of() : engines.states(person)) {
            String engine = state.engine().name();
            if (!state.ready()) {
                clones.put(engine, missing(engine));
            } else if (recording.equals("preparing")) {
                clones.putIfAbsent(engine, new Clone(engine, "preparing", null, null, null));
            } else {
                clones.putIfAbsent(engine, ready(engine, null));
            }
        }
        return new Voice(recording, List.copyOf(clones.values()));
    }

    private Optional<OwnAvatar> card(String id) {
        try {
            return avatars.card(new AvatarId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Clone ready(String engine, @Nullable Double similarity) {
        if (similarity == null) {
            return new Clone(engine, "ready", null, null, null);
        }
        Resemblance likeness = Resemblance.of(similarity);
        return new Clone(engine, "ready", similarity, likeness.name().toLowerCase(Locale.ROOT), likeness.sentence());
    }

    private static Clone missing(String engine) {
        return new Clone(
                engine,
                "missing",
                null,
                null,
                engine
                        + " cannot speak with this voice: it is newer than the recording, which was deleted. Bring the voice"
                        + " again to have it.");
    }
}
