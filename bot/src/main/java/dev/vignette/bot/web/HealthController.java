package dev.vignette.bot.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vignette.bot.ProductVersion;
import dev.vignette.bot.access.Door;
import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.engines.GpuBuilds;
import dev.vignette.bot.generate.RenderQueue;
import dev.vignette.bot.hearing.Ear;
import dev.vignette.bot.reply.ReplyStatus;
import dev.vignette.bot.settings.Settings;
import dev.vignette.renderer.EngineName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says how the service is from what is in memory: no probe, no lock, no disk, so that it answers under any load. */
@RestController
@Tag(name = "Operation")
class HealthController {
    private final Engines engines;
    private final ReplyStatus replies;
    private final Ear ear;
    private final RenderQueue queue;
    private final StorageWatch storage;
    private final Settings settings;
    private final ProductVersion version;
    private final Door door;

    HealthController(
            Engines engines,
            ReplyStatus replies,
            Ear ear,
            RenderQueue queue,
            StorageWatch storage,
            Settings settings,
            ProductVersion version,
            Door door) {
        this.engines = engines;
        this.replies = replies;
        this.ear = ear;
        this.queue = queue;
        this.storage = storage;
        this.settings = settings;
        this.version = version;
        this.door = door;
    }

    record EnginesInUse(
            @Schema(
                    description = "The approximate voice. Null until the first film, or while it is missing.",
                    example = "espeak/1.51")
            @Nullable
            String voice,

            @JsonProperty("voice_order")
            @Schema(
                    description = "Who can speak, as far as opened, in the order in which they are tried.",
                    example = "[\"moss-tts-nano/v1-0a1b2c3d\", \"espeak/1.51\"]")
            List<String> voiceOrder,

            @JsonProperty("voice_advice")
            @Schema(description = "Why a voice that clones does not speak, or that it is slow; null if all is well.")
            @Nullable
            String voiceAdvice,

            @Schema(example = "[\"sketch/1\", \"photo/1\"]") List<String> face,

            @JsonProperty("face_device")
            @Schema(
                    description = "Where the face that moves photographs is rendered; null while none is open.",
                    example = "tensorrt-10.6.0")
            @Nullable
            String faceDevice,

            @JsonProperty("face_advice")
            @Schema(description = "Why faces are not rendered as fast as this machine could; null if all is well.")
            @Nullable
            String faceAdvice,

            @JsonProperty("gpu_build")
            @Schema(
                    description =
                            "The network that is being made ready for the GPU, which happens once and takes minutes;"
                                    + " null if none.",
                    example = "Ditto decoder-8, 41 %")
            @Nullable
            String gpuBuild,

            @Schema(description = "Who wrote the last reply; null before the first.", example = "scripted") @Nullable
            String llm,

            @JsonProperty("llm_order")
            @Schema(
                    description = "Language models in the order in which they are tried.",
                    example = "[\"ollama/qwen3.5:4b\", \"scripted\"]")
            List<String> llmOrder,

            @JsonProperty("llm_advice")
            @Schema(description = "Why a better language model did not answer, and what to do; null if nothing.")
            @Nullable
            String llmAdvice,

            @Schema(
                    description = "The Whisper model that hears voice notes; null while none is open.",
                    example = "whisper-base")
            @Nullable
            String hearing,

            @JsonProperty("hearing_trouble")
            @Schema(description = "Why the installed model cannot be used; null if there is no trouble.")
            @Nullable
            String hearingTrouble) {}

    record Clips(
            long bytes,
            @JsonProperty("limit_bytes") long limitBytes,
            @JsonProperty("disk_free_bytes") long diskFreeBytes) {}

    record Queue(int running, int waiting, int workers, int places) {}

    record Health(
            @Schema(
                    description = "ok, or degraded when films cannot be made; detail says why.",
                    allowableValues = {"ok", "degraded"})
            String status,

            @Nullable String detail,
            String version,
            @JsonProperty("uptime_seconds") long uptimeSeconds,

            @JsonProperty("login_required")
            @Schema(description = "Whether a token has to be known; then POST /logout ends a session.")
            boolean loginRequired,

            EnginesInUse engines,
            Clips clips,
            Queue queue) {}

    @Operation(
            summary = "How the service is",
            description = "Answers at once with 200 while the service runs; \"status\" says whether films can be made.")
    @GetMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Health> health() {
        Engines.Report report = engines.report();
        StorageWatch.Reading disk = storage.reading();
        String detail = report.missing() != null ? report.missing() : disk.trouble();
        EngineName voice = report.voice();
        ReplyStatus.Report llm = replies.report();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Health(
                        detail == null ? "ok" : "degraded",
                        detail,
                        version.value(),
                        ManagementFactory.getRuntimeMXBean().getUptime() / 1000,
                        door.token().isPresent(),
                        new EnginesInUse(
                                voice == null ? null : voice.toString(),
                                report.voices().stream()
                                        .map(EngineName::toString)
                                        .toList(),
                                report.voiceAdvice(),
                                report.faces().stream()
                                        .map(EngineName::toString)
                                        .toList(),
                                report.faceDevice(),
                                report.faceAdvice(),
                                engines.builds()
                                        .now()
                                        .map(GpuBuilds.State::sentence)
                                        .orElse(null),
                                llm.last(),
                                llm.configured(),
                                llm.advice(),
                                ear.model(),
                                ear.trouble()),
                        new Clips(disk.bytes(), disk.limit(), disk.free()),
                        new Queue(queue.running(), queue.waiting(), settings.renderWorkers(), settings.renderQueue())));
    }
}
