package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.photo.Landmarks.Eye;

/**
 * What a closing lid shows that the picture does not: smooth skin instead of stretched lashes, and the line of lashes
 * along its edge, which also makes that edge soft.
 */
final class Eyelid {
    private static final double THICK = 0.016;

    private static final int SKIN_PLACES = 3;

    /** A closed lid turns away from the light above a little. */
    private static final double SHADE = 0.94;

    private final PortraitCrop crop;
    private final Eye eye;
    private final int lash;
    private final int[] skin = new int[SKIN_PLACES];

    Eyelid(PortraitCrop crop, Eye eye) {
        this.crop = crop;
        this.eye = eye;
        lash = Colour.mix(darkest(crop, eye), Colour.of(40, 28, 24), 0.35);
        for (int i = 0; i < SKIN_PLACES; i++) {
            double s = 1.5 * i / (SKIN_PLACES - 1) - 0.75;
            Point lid = eye.iris().plus(s * eye.halfWidth(), Lids.upper(eye, s) - 0.6 * eye.fold());
            Point below = eye.iris().plus(s * eye.halfWidth(), Lids.lower(eye, s) + 0.12);
            // Brow, crease and lashes darken what is measured above; a lid is hardly darker than the skin below the
            // eye.
            int bare = Colour.ranked(crop, lid, 0.06, 0.35 * eye.fold(), 0.8);
            skin[i] = Colour.mix(bare, Colour.ranked(crop, below, 0.06, 0.03, 0.5), 0.7);
        }
    }

    private static int darkest(PortraitCrop crop, Eye eye) {
        int darkest = 0xffffff;
        for (double s = -0.7; s <= 0.7; s += 0.05) {
            for (double away = -0.02; away <= 0.02; away += 0.01) {
                Point place = eye.iris().plus(s * eye.halfWidth(), Lids.upper(eye, s) + away);
                int pixel = crop.at(crop.face().frame().at(place));
                darkest = Colour.luma(pixel) < Colour.luma(darkest) ? pixel : darkest;
            }
        }
        return darkest;
    }

    /** Paints over {@code pixels} above and along {@code edge}, the more the further the lid is {@code closed}. */
    void paint(Outline edge, double closed, int[] pixels) {
        double strength = 0.85 * Math.min(1, closed * 2.5);
        if (strength < 0.01) {
            return;
        }
        Similarity frame = crop.face().frame();
        double scale = frame.scale();
        double thick = Math.max(THICK, 1.1 / scale);
        Point middle = frame.at((edge.left() + edge.right()) / 2, (edge.lowest() + edge.highest()) / 2);
        double reach = scale * (eye.halfWidth() + (edge.lowest() - edge.highest()) + 4 * thick);
        for (int y = (int) Math.max(0, middle.y() - reach); y < Math.min(crop.height(), middle.y() + reach); y++) {
            for (int x = (int) Math.max(0, middle.x() - reach); x < Math.min(crop.width(), middle.x() + reach); x++) {
                Point place = frame.inverse(new Point(x + 0.5, y + 0.5));
                double s = 2 * (place.x() - edge.left()) / (edge.right() - edge.left()) - 1;
                if (Math.abs(s) < 1) {
                    double away = place.y() - edge.at(place.x());
                    int index = y * crop.width() + x;
                    double ends = Math.sqrt(1 - s * s);
                    double down = closed * (eye.upper() + eye.lower()) * ends;
                    double bare = smooth(-down - 0.5 * eye.fold(), -down * 0.7, away) * (away < thick ? 1 : 0);
                    pixels[index] = Colour.mix(pixels[index], skin(s), 0.93 * bare * closed * Math.sqrt(ends));
                    double line = Math.exp(-Math.pow(away / (away < 0 ? 0.8 * thick : thick), 2));
                    if (line > 0.02) {
                        pixels[index] = Colour.mix(pixels[index], lash, strength * line * ends);
                    }
                }
            }
        }
    }

    private int skin(double s) {
        double place = Math.clamp((s + 0.75) / 1.5, 0, 1) * (SKIN_PLACES - 1);
        int index = Math.min((int) place, SKIN_PLACES - 2);
        return Colour.lit(Colour.mix(skin[index], skin[index + 1], place - index), SHADE);
    }

    private static double smooth(double from, double to, double value) {
        double share = Math.clamp((value - from) / (to - from), 0, 1);
        return share * share * (3 - 2 * share);
    }
}
