package dev.vignette.renderer.face.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.FaceContract;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SketchFaceTest extends FaceContract {
    @Override
    protected Face face() {
        return new SketchFace(2);
    }

    @Override
    protected Avatar avatar() {
        return Drawings.card("ada").avatar();
    }

    @Test
    void leavesPhotographsToOthers() {
        Avatar ada = avatar();
        Look photograph = new Look.Photograph(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "00");
        Avatar guest = new Avatar(ada.id(), "1", photograph, ada.timbre());
        try (Face face = face()) {
            assertThat(face.shows(guest)).isFalse();
            assertThatThrownBy(() -> face.perform(guest, FilmFormat.SQUARE, 1))
                    .isInstanceOfSatisfying(
                            RenderException.class,
                            e -> assertThat(e.reason()).isEqualTo(RenderException.Reason.UNUSABLE_PORTRAIT));
        }
    }

    @Test
    void saysWhichFieldOfARigIsWrong() {
        Avatar ada = avatar();
        Map<String, Object> rig = new HashMap<>(Drawings.fields("ada"));
        rig.put("beard", "goatee");
        Avatar broken = new Avatar(ada.id(), "1", new Look.Drawing(rig), ada.timbre());
        try (Face face = face()) {
            assertThatThrownBy(() -> face.perform(broken, FilmFormat.SQUARE, 1))
                    .isInstanceOf(RenderException.class)
                    .hasMessage("The card of avatar \"ada\": \"rig.beard\" must be one of none, full, not \"goatee\".");
        }
    }
}
