package dev.vignette.renderer.voice.qwen.prompt;

/** When the talker is given the text. */
public enum TextMode {
    /** All of it before the first frame: a little steadier in melody. */
    WHOLE,
    /** A piece with every frame: the first sound comes sooner, and a text may still be growing. */
    STREAMING
}
