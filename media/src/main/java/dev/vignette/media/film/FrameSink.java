package dev.vignette.media.film;

/** Takes frames in order of time. */
@FunctionalInterface
public interface FrameSink {
    /** Takes the next frame. Its planes are only valid during this call. */
    void accept(Frame frame);
}
