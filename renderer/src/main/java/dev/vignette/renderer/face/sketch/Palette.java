package dev.vignette.renderer.face.sketch;

import java.awt.Color;

/**
 * The twelve colours of one avatar; every other tone in its picture is mixed from these.
 *
 * @param backdrop the room, at its edges
 * @param halo the room, behind the head
 * @param skin where the light falls
 * @param shade skin turned away from the light
 * @param blush cheeks, nose, ears
 * @param lips lips
 * @param hair hair and brows
 * @param sheen hair where the light falls
 * @param iris eyes
 * @param cloth the main garment
 * @param accent second garment, jewellery, spectacles
 * @param rim the light from behind
 */
record Palette(
        Color backdrop,
        Color halo,
        Color skin,
        Color shade,
        Color blush,
        Color lips,
        Color hair,
        Color sheen,
        Color iris,
        Color cloth,
        Color accent,
        Color rim) {

    private static final Color INK = new Color(0x1B1016);

    /** The darkest lines: lashes, pupils, nostrils. */
    Color ink() {
        return Tone.mix(INK, hair, 0.12);
    }

    /** Skin in the deepest shade, under the chin. */
    Color deepShade() {
        return Tone.mix(shade, Tone.mix(INK, lips, 0.35), 0.34);
    }

    /** Skin where it shines. */
    Color shine() {
        return Tone.mix(Tone.mix(skin, blush, 0.2), rim, 0.42);
    }

    Color skinRim() {
        return Tone.mix(skin, rim, 0.72);
    }

    /** Hair edged by the light from behind, which carries some of the room's colour. */
    Color hairRim() {
        return Tone.mix(Tone.mix(halo, rim, 0.5), hair, 0.22);
    }

    Color hairShade() {
        return Tone.mix(hair, INK, 0.45);
    }

    Color white() {
        return Tone.mix(new Color(0xFBF7F1), skin, 0.06);
    }
}
