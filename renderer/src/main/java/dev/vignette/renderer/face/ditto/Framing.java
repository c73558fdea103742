package dev.vignette.renderer.face.ditto;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.AreaScaling;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import dev.vignette.renderer.face.ditto.source.Box;
import dev.vignette.renderer.face.ditto.source.Source;

/**
 * The part of a source's picture that a film shows, at the film's size, and where the rendered crop goes in it. Immutable and
 * shared between threads.
 *
 * @param background the part at rest
 * @param view from the source's picture to the film
 * @param crop from the rendered crop of 512 pixels to the film
 */
public record Framing(RgbPicture background, Affine view, Affine crop) {
    /** How much of the film's height the landmarks take, brows to chin, and of its width. */
    private static final double FACE_OF_HEIGHT = 0.42;

    private static final double FACE_OF_WIDTH = 0.46;
    /** Where the middle of the landmarks lies. */
    private static final double LEVEL = 0.5;

    /** The view that suits the source's face. */
    public static Framing of(Source source, FilmFormat format) {
        return of(source, view(source.picture(), source.box(), format), format);
    }

    /** Another picture of the same footage in the same view. */
    public Framing same(Source source, FilmFormat format) {
        return of(source, view, format);
    }

    private static Framing of(Source source, Affine view, FilmFormat format) {
        RgbPicture background = AreaScaling.scale(source.picture(), view, format.width(), format.height());
        return new Framing(background, view, source.toPicture().then(view));
    }

    /** Never wider than the picture; a picture of the film's own size is shown as it is. */
    private static Affine view(RgbPicture picture, Box face, FilmFormat format) {
        if (picture.width() == format.width() && picture.height() == format.height()) {
            return Affine.IDENTITY;
        }
        double fitting =
                Math.max((double) format.width() / picture.width(), (double) format.height() / picture.height());
        double wanted = Math.min(
                FACE_OF_HEIGHT * format.height() / face.height(), FACE_OF_WIDTH * format.width() / face.width());
        double scale = Math.max(fitting, wanted);
        double x = start((face.left() + face.right()) / 2, picture.width(), format.width() / scale, 0.5);
        double y = start((face.top() + face.bottom()) / 2, picture.height(), format.height() / scale, LEVEL);
        return Affine.scaling(scale, (0.5 - x) * scale - 0.5, (0.5 - y) * scale - 0.5)
                .rounded();
    }

    private static double start(double middle, int length, double shown, double level) {
        return Math.clamp(middle - level * shown, 0, Math.max(0, length - shown));
    }
}
