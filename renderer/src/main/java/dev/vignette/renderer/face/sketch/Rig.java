package dev.vignette.renderer.face.sketch;

/**
 * A drawn person as numbers and choices: the {@code rig} section of an avatar's card. Lengths are hundredths of the square
 * frame's side, measured from between the eyes; angles are degrees.
 */
record Rig(
        Palette palette,
        Head head,
        Eyes eyes,
        Brows brows,
        Nose nose,
        Mouth mouth,
        Body body,
        Hair hair,
        Beard beard,
        Glasses glasses,
        Earrings earrings,
        Clothes clothes) {

    /**
     * @param width across the cheekbones
     * @param jaw width at the corners of the jaw, as a part of {@code width}
     * @param chin width of the chin, as a part of {@code width}
     * @param length from the eyes to the chin
     * @param turn at rest, as in an expression's yaw
     * @param nod at rest, as in an expression's pitch
     * @param tilt at rest, as in an expression's roll
     * @param age how deep the lines are, 0…1
     */
    record Head(
            double width, double jaw, double chin, double length, double turn, double nod, double tilt, double age) {}

    /**
     * @param spacing between the pupils
     * @param width of one eye
     * @param height of one eye, wide open
     * @param tilt how much higher the outer corner lies
     * @param crease how far above the lashes the lid folds
     * @param lashes thickness of the lash line
     * @param iris radius
     */
    record Eyes(double spacing, double width, double height, double tilt, double crease, double lashes, double iris) {}

    /** @param lift above the eyes */
    record Brows(double length, double thickness, double arch, double lift) {}

    /** @param bridge strength of the shade along the bridge, 0…1 */
    record Nose(double width, double length, double bridge) {}

    /**
     * @param line height of the closed lips' line below the eyes
     * @param upper fullness of the upper lip
     * @param lower fullness of the lower lip
     * @param bow depth of the notch in the upper lip
     * @param smile how far the corners turn up at rest, as in an expression
     */
    record Mouth(double width, double line, double upper, double lower, double bow, double smile) {}

    /** @param slope how far the shoulders fall from neck to arm */
    record Body(double neck, double shoulders, double slope) {}

    /** @param volume 0.8 (flat) … 1.2 (full) */
    record Hair(HairStyle style, double volume) {}

    enum HairStyle {
        COILS,
        BOB,
        SWEPT
    }

    enum Beard {
        NONE,
        FULL
    }

    enum Glasses {
        NONE,
        ROUND
    }

    enum Earrings {
        NONE,
        HOOPS
    }

    enum Clothes {
        KNIT,
        JACKET,
        CARDIGAN
    }
}
