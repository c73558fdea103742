package dev.vignette.renderer.face.sketch;

import java.awt.Color;

/** Arithmetic of colours, in sRGB: what a flat illustration mixes on the palette. */
final class Tone {
    private Tone() {}

    /** {@code part} of {@code b} in {@code a}, 0…1. */
    static Color mix(Color a, Color b, double part) {
        return new Color(
                blend(a.getRed(), b.getRed(), part),
                blend(a.getGreen(), b.getGreen(), part),
                blend(a.getBlue(), b.getBlue(), part));
    }

    /** {@code colour} as a glaze that covers {@code opacity} of what is below it, 0…1. */
    static Color glaze(Color colour, double opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int)
                Math.round(255 * Math.clamp(opacity, 0, 1)));
    }

    private static int blend(int a, int b, double part) {
        return (int) Math.round(a + (b - a) * Math.clamp(part, 0, 1));
    }
}
