package dev.vignette.bot.web;

import dev.vignette.bot.generate.ClipPlan;
import dev.vignette.bot.generate.ClipRequest;
import dev.vignette.bot.generate.ClipService;
import dev.vignette.bot.generate.ProgressListener;
import dev.vignette.bot.generate.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "Clips")
class GenerateController {
    private final ClipService clips;
    private final JsonMapper json;

    GenerateController(ClipService clips, JsonMapper json) {
        this.clips = clips;
        this.json = json;
    }

    @Operation(
            summary = "Make a clip, or find it",
            description =
                    "Answers when the film is finished. The same request gives the same clip, from the store if it"
                            + " is there; of several at the same time one is made and all get it.")
    @ApiResponse(responseCode = "200", description = "The clip.")
    @ProblemAnswers
    @PostMapping(
            path = "/api/v1/generate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    GenerateAnswer generate(@RequestBody GenerateBody body, HttpServletRequest request) throws InterruptedException {
        ClipPlan plan = clips.plan(unchecked(body, request));
        return GenerateAnswer.of(clips.answer(plan, ProgressListener.NONE));
    }

    @Operation(
            summary = "Make a clip and watch it being made",
            description =
                    "As /api/v1/generate, but answers with server-sent events: \"progress\" with stage and fraction,"
                            + " at the end \"clip\" with the answer or \"problem\" with a Problem Detail. Who hangs up gives up;"
                            + " a film for which nobody waits any more is not finished.")
    @ApiResponse(
            responseCode = "200",
            description = "A stream of events.",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ProblemAnswers
    @PostMapping(path = "/api/v1/generate/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    void generateWithEvents(@RequestBody GenerateBody body, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        ClipPlan plan = clips.plan(unchecked(body, request)); // refused before the stream begins
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // proxies must not collect events
        new EventStream(response.getOutputStream(), json).carry(clips, plan);
    }

    private static ClipRequest unchecked(GenerateBody body, HttpServletRequest request) {
        return new ClipRequest(
                body.text(),
                body.language(),
                body.avatar(),
                null,
                FileField.read(body.referenceImage(), Refusal.Reason.BAD_PICTURE),
                FileField.read(body.referenceVideo(), Refusal.Reason.BAD_VIDEO),
                FileField.read(body.voiceSample(), Refusal.Reason.BAD_SAMPLE),
                body.format(),
                body.maxSeconds(),
                body.direction() == null ? null : body.direction().checked(),
                "api",
                request.getRemoteAddr());
    }
}
