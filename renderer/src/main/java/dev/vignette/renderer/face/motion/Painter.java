package dev.vignette.renderer.face.motion;

import dev.vignette.media.film.Frame;

/** Draws one frame after another into buffers of its own. Used by one thread at a time; a pure function of its input. */
@FunctionalInterface
public interface Painter {
    /** Paints {@code expression} over all of {@code frame}, whose size is that of the {@link Portrayal}. */
    void paint(Expression expression, Frame frame);
}
