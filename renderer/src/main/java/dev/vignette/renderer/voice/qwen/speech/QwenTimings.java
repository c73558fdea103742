package dev.vignette.renderer.voice.qwen.speech;

/**
 * What one utterance took. Times are milliseconds.
 *
 * @param prompt taking all passages' prompts, embedding included
 * @param talker a frame's step of the talker, mean
 * @param predictor a frame's fifteen codes, mean
 * @param codec a frame's share of making sound, mean
 * @param firstSound from the call until the first samples were made
 * @param total from the call to the last samples, what listeners took included
 * @param frames of 80 ms, those of takes that were thrown away included
 * @param passages that the text was cut into
 */
public record QwenTimings(
        double prompt,
        double talker,
        double predictor,
        double codec,
        double firstSound,
        double total,
        int frames,
        int passages) {
    private static final double FRAME_MILLIS = 80;

    /** Time taken over the sound's length; below 1 is faster than it is spoken. */
    public double realTimeFactor() {
        return frames == 0 ? 0 : total / (FRAME_MILLIS * frames);
    }
}
