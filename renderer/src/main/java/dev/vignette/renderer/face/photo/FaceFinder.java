package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.face.photo.GreyPicture.Found;
import dev.vignette.renderer.face.photo.Landmarks.Eye;
import dev.vignette.renderer.face.photo.Landmarks.Lips;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Finds the one face of a portrait, or says why there is none that can be shown. A hit counts where two differently
 * trained cascades agree; eyes and lips are then measured in the upright face.
 */
final class FaceFinder {
    static final int LEAST_SIDE = 80;
    static final double LARGEST_SHARE = 0.9;
    static final double LARGEST_TILT = 25;

    /** A second face must be smaller than this share of the first one's side for the first to be meant. */
    private static final double CLEARLY_SMALLER = 0.75;

    /** 42 mm against 63 mm from eye to eye. */
    private static final double CHIN_BELOW_LIPS = 0.66;

    private static final double[] SLIGHT_TILTS = {-20, 20};
    private static final double[] STRONG_TILTS = {-40, 40, -65, 65, -90, 90, 180};

    private FaceFinder() {}

    /**
     * The landmarks of the largest face.
     *
     * @throws RenderException {@link Reason#UNUSABLE_PORTRAIT}, with advice, if the picture does not show one person well
     */
    static Landmarks find(BufferedImage picture) {
        Found face = largest(picture);
        Similarity guess = EyeFinder.guess(face);
        Similarity frame = EyeFinder.align(picture, guess);
        if (Math.abs(frame.degrees()) > LARGEST_TILT) {
            throw tilted();
        }
        FacePatch patch = new FacePatch(picture, frame);
        List<Eye> eyes = EyeFinder.measure(patch);
        Lips lips = LipFinder.find(patch);
        return new Landmarks(frame, eyes.get(0), eyes.get(1), lips, lips.at(0).y() - lips.gap() + CHIN_BELOW_LIPS);
    }

    private static Found largest(BufferedImage picture) {
        try (FaceSearch search = new FaceSearch(picture)) {
            List<Found> faces = faces(picture, search);
            Found first = faces.getFirst();
            if (faces.size() > 1 && faces.get(1).side() > CLEARLY_SMALLER * first.side()) {
                throw unusable("The picture shows several faces of similar size; "
                        + "crop it so that only the person who is to speak is seen.");
            }
            if (first.side() < LEAST_SIDE) {
                throw unusable("The face in the picture is only " + Math.round(first.side())
                        + " pixels wide; send one where it is at least " + LEAST_SIDE + " pixels wide.");
            }
            if (first.side() > LARGEST_SHARE * Math.min(picture.getWidth(), picture.getHeight())) {
                throw unusable(
                        "The face fills the whole picture; send one that also shows the hair and the shoulders.");
            }
            return first;
        }
    }

    /**
     * Upright faces if the largest has two eyes, else slightly tilted ones if that has; else, since eyes may be behind dark
     * glasses, upright ones all the same.
     */
    private static List<Found> faces(BufferedImage picture, FaceSearch search) {
        List<Found> upright = search.upright(LEAST_SIDE * 0.6);
        if (!upright.isEmpty() && EyeFinder.sees(picture, upright.getFirst())) {
            return upright;
        }
        for (double tilt : SLIGHT_TILTS) {
            List<Found> tilted = search.tilted(LEAST_SIDE, tilt);
            if (!tilted.isEmpty() && EyeFinder.sees(picture, tilted.getFirst())) {
                return tilted;
            }
        }
        if (upright.isEmpty()) {
            throw noFace(search);
        }
        return upright;
    }

    private static RenderException noFace(FaceSearch search) {
        for (double tilt : STRONG_TILTS) {
            if (!search.tilted(LEAST_SIDE, tilt).isEmpty()) {
                return tilted();
            }
        }
        return search.profile(LEAST_SIDE)
                ? unusable("The face in the picture is seen from the side; send one that looks at the camera.")
                : unusable("No face was found in the picture; send a photograph of one person looking at the camera.");
    }

    private static RenderException tilted() {
        return unusable(
                "The face in the picture is tilted or lies on its side; turn the picture until the eyes are level.");
    }

    private static RenderException unusable(String message) {
        return new RenderException(Reason.UNUSABLE_PORTRAIT, message);
    }
}
