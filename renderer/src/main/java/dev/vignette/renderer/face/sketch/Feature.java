package dev.vignette.renderer.face.sketch;

/** One layer of the drawing, painted over those before it. Immutable, shared between painters. */
@FunctionalInterface
interface Feature {
    void paint(Easel easel, Sitting sitting);
}
