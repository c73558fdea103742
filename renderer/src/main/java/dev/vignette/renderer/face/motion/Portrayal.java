package dev.vignette.renderer.face.motion;

/** One person prepared for one film size: immutable, shared between threads, each of which paints with its own painter. */
@FunctionalInterface
public interface Portrayal {
    /** A painter for the calling thread. All painters of one portrayal give the same pixels for the same expression. */
    Painter painter();
}
