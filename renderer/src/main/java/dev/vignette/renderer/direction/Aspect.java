package dev.vignette.renderer.direction;

/** A part of a direction. A face says which of them it follows. */
public enum Aspect {
    EMOTION("an emotion"),
    GAZE("a gaze"),
    HEAD_GAIN("how much the head moves"),
    HEAD_TURN("a turn of the head"),
    ARTICULATION("how much the mouth moves"),
    BLINKS("whether the eyes blink"),
    FADE("a fade from rest and to rest");

    private final String words;

    Aspect(String words) {
        this.words = words;
    }

    /** As the end of "This face cannot be told …". */
    public String words() {
        return words;
    }
}
