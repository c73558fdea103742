package dev.vignette.renderer.face.ditto;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.AreaScaling;
import dev.vignette.renderer.face.ditto.picture.FeatherMask;
import dev.vignette.renderer.face.ditto.picture.PasteBack;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import dev.vignette.renderer.face.ditto.source.Box;
import dev.vignette.renderer.face.ditto.source.Source;

/**
 * The part of a source's picture that a film shows, at the film's size, and where the rendered crop goes in it. Immutable and
 * shared between threads.
 *
 * @param background the part at rest
 * @param halved whether rendered crops are halved before they are pasted, since they are shown much smaller
 */
record Framing(RgbPicture background, PasteBack paste, boolean halved) {
    /** How much of the film's height the landmarks take, brows to chin, and of its width. */
    private static final double FACE_OF_HEIGHT = 0.42;

    private static final double FACE_OF_WIDTH = 0.46;
    /** Where the middle of the landmarks lies. */
    private static final double LEVEL = 0.5;

    private static final int SIDE = 512;
    private static final double HALVE_BELOW = 0.6;

    static Framing of(Source source, FilmFormat format) {
        RgbPicture picture = source.picture();
        Affine toFilm = toFilm(picture, source.box(), format);
        RgbPicture background = AreaScaling.scale(picture, toFilm, format.width(), format.height());
        Affine paste = source.toPicture().then(toFilm);
        boolean halved = paste.scale() < HALVE_BELOW;
        int side = halved ? SIDE / 2 : SIDE;
        // The middle of a halved crop's pixel lies between two of the whole one's.
        Affine map = halved ? Affine.scaling(2, 0.5, 0.5).then(paste) : paste;
        return new Framing(background, new PasteBack(background, FeatherMask.square(side), side, map), halved);
    }

    /** Never wider than the picture; a picture of the film's own size is shown as it is. */
    private static Affine toFilm(RgbPicture picture, Box face, FilmFormat format) {
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
