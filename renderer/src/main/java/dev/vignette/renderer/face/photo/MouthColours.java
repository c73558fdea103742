package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.photo.Landmarks.Lips;

/**
 * The colours of what the picture does not show, taken from its own light: skin beside the mouth gives brightness and
 * tint, the lower lip gives the red.
 *
 * @param lip of the lower lip
 * @param cavity the dark behind everything
 * @param tooth a fully lit incisor
 * @param tongue lit from the front
 */
record MouthColours(int lip, int cavity, int tooth, int tongue) {

    static MouthColours of(PortraitCrop crop) {
        Lips lips = crop.face().lips();
        double line = lips.at(0).y();
        int lip = median(crop, lips.middle(), (line + lips.bottom()) / 2, 0.2, 0.3 * (lips.bottom() - line));
        int skin = Colour.mix(
                median(crop, lips.left() - 0.18, line - 0.1, 0.08, 0.1),
                median(crop, lips.right() + 0.18, line - 0.1, 0.08, 0.1),
                0.5);
        double light = Colour.luma(skin);
        // Teeth take on the light's tint but hardly the skin's own hue; in dark skin they stand out, in light skin not.
        double bright = Math.clamp(0.6 * light + 66, 50, 212);
        double tint = 0.22;
        int tooth = Colour.of(
                bright * (1.06 * (1 - tint) + tint * Colour.red(skin) / light),
                bright * (0.985 * (1 - tint) + tint * Colour.green(skin) / light),
                bright * (0.9 * (1 - tint) + tint * Colour.blue(skin) / light));
        int cavity = Colour.mix(Colour.of(26, 8, 8), Colour.lit(lip, 0.24), 0.6);
        int flesh = Colour.mix(lip, Colour.of(0.85 * light, 0.45 * light, 0.45 * light), 0.5);
        return new MouthColours(lip, cavity, tooth, Colour.lit(flesh, 0.62));
    }

    private static int median(PortraitCrop crop, double u, double v, double halfU, double halfV) {
        return Colour.ranked(crop, new Point(u, v), halfU, halfV, 0.5);
    }
}
