package dev.vignette.renderer.face.ditto.device;

/** Told when pieces of a device's work began and ended, to find where the time of films goes. Safe to use from any thread. */
@FunctionalInterface
public interface WorkTrace {
    /** Nobody listens. */
    WorkTrace NONE = (lane, what, begin, end) -> {};

    /**
     * A piece of work is done.
     *
     * @param lane what works, such as {@code frames}
     * @param what it did, such as {@code 8 of 8}
     * @param begin {@link System#nanoTime} when it was begun
     * @param end {@link System#nanoTime} when its result was there
     */
    void add(String lane, String what, long begin, long end);
}
