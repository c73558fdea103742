package dev.vignette.renderer.face.sketch;

import dev.vignette.renderer.avatar.CardException;
import dev.vignette.renderer.avatar.CardSection;
import java.util.Map;

/** Reads the {@code rig} section of a card. */
final class RigReader {
    private RigReader() {}

    /**
     * @param card what to call the card in errors
     * @throws CardException naming the first field that is missing, wrong or unknown
     */
    static Rig read(String card, Map<String, Object> fields) {
        CardSection rig = new CardSection(card, "rig", fields);
        Rig read = new Rig(
                palette(rig.section("palette")),
                head(rig.section("head")),
                eyes(rig.section("eyes")),
                brows(rig.section("brows")),
                nose(rig.section("nose")),
                mouth(rig.section("mouth")),
                body(rig.section("body")),
                hair(rig.section("hair")),
                rig.choice("beard", Rig.Beard.class),
                rig.choice("glasses", Rig.Glasses.class),
                rig.choice("earrings", Rig.Earrings.class),
                rig.choice("clothes", Rig.Clothes.class));
        rig.end();
        return read;
    }

    private static Palette palette(CardSection section) {
        Palette palette = new Palette(
                section.colour("backdrop"),
                section.colour("halo"),
                section.colour("skin"),
                section.colour("shade"),
                section.colour("blush"),
                section.colour("lips"),
                section.colour("hair"),
                section.colour("sheen"),
                section.colour("iris"),
                section.colour("cloth"),
                section.colour("accent"),
                section.colour("rim"));
        section.end();
        return palette;
    }

    private static Rig.Head head(CardSection section) {
        Rig.Head head = new Rig.Head(
                section.number("width", 30, 40),
                section.number("jaw", 0.7, 1),
                section.number("chin", 0.25, 0.6),
                section.number("length", 22, 28),
                section.number("turn", -14, 14),
                section.number("nod", -6, 6),
                section.number("tilt", -6, 6),
                section.number("age", 0, 1));
        section.end();
        return head;
    }

    private static Rig.Eyes eyes(CardSection section) {
        Rig.Eyes eyes = new Rig.Eyes(
                section.number("spacing", 14, 20),
                section.number("width", 6, 11),
                section.number("height", 3, 8),
                section.number("tilt", -2, 3),
                section.number("crease", 0.3, 3),
                section.number("lashes", 0.2, 1.5),
                section.number("iris", 1.8, 3.4));
        section.end();
        return eyes;
    }

    private static Rig.Brows brows(CardSection section) {
        Rig.Brows brows = new Rig.Brows(
                section.number("length", 6, 13),
                section.number("thickness", 0.5, 3),
                section.number("arch", 0, 3),
                section.number("lift", 4, 9));
        section.end();
        return brows;
    }

    private static Rig.Nose nose(CardSection section) {
        Rig.Nose nose = new Rig.Nose(
                section.number("width", 4, 11), section.number("length", 8, 15), section.number("bridge", 0, 1));
        section.end();
        return nose;
    }

    private static Rig.Mouth mouth(CardSection section) {
        Rig.Mouth mouth = new Rig.Mouth(
                section.number("width", 8, 17),
                section.number("line", 14, 20),
                section.number("upper", 0.5, 3),
                section.number("lower", 0.7, 3.5),
                section.number("bow", 0, 1),
                section.number("smile", -0.5, 1));
        section.end();
        return mouth;
    }

    private static Rig.Body body(CardSection section) {
        Rig.Body body = new Rig.Body(
                section.number("neck", 11, 26), section.number("shoulders", 55, 110), section.number("slope", 4, 20));
        section.end();
        return body;
    }

    private static Rig.Hair hair(CardSection section) {
        Rig.Hair hair = new Rig.Hair(section.choice("style", Rig.HairStyle.class), section.number("volume", 0.8, 1.2));
        section.end();
        return hair;
    }
}
