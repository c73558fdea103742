package dev.vignette.renderer;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Facts of a finished film.
 *
 * @param duration of the picture; the sound ends less than one frame earlier
 * @param voice engine that spoke
 * @param face engine that was seen
 * @param encoder that wrote the picture, as FFmpeg names it
 * @param shortened whether speech beyond the limit was left out
 * @param remarks what whoever asked for the film should know about it, in whole sentences
 * @param busy time each stage worked; stages overlap, so the sum exceeds {@code total}
 * @param total wall time from the request to the finished file
 */
public record RenderedClip(
        Duration duration,
        int frames,
        long bytes,
        EngineName voice,
        EngineName face,
        String encoder,
        boolean shortened,
        List<String> remarks,
        Map<RenderStage, Duration> busy,
        Duration total) {
    public RenderedClip {
        remarks = List.copyOf(remarks);
        busy = Map.copyOf(busy);
    }
}
