package dev.vignette.renderer.face.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.FaceContract;
import dev.vignette.renderer.voice.Timbre;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhotoFaceTest extends FaceContract {
    @Override
    protected Face face() {
        return new PhotoFace(2);
    }

    /** With closed lips, so that a change about the mouth means that it opens; a smile changes when it closes, too. */
    private static final Look CLOSED = new Look.Photograph(Portraits.closedMouth(), "closed");

    @Override
    protected Avatar avatar() {
        return avatar(CLOSED);
    }

    private static Avatar avatar(Look look) {
        return new Avatar(new AvatarId("guest"), "1", look, new Timbre(200, 0.2, 4, List.of()));
    }

    @Test
    void drawingsAreNotItsBusiness() {
        try (Face face = face()) {
            Avatar drawn = avatar(new Look.Drawing(Map.of()));
            assertThat(face.shows(drawn)).isFalse();
            assertThatThrownBy(() -> face.perform(drawn, FilmFormat.SQUARE, 1))
                    .isInstanceOf(RenderException.class)
                    .hasMessageContaining("photographs only");
        }
    }

    @Test
    void aRefusedPhotographIsRefusedAgain() {
        try (Face face = face()) {
            Avatar nobody = avatar(new Look.Photograph(Portraits.landscape(), "landscape"));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> face.perform(nobody, FilmFormat.SQUARE, 1))
                        .isInstanceOf(RenderException.class)
                        .hasMessageContaining("No face");
            }
        }
    }
}
