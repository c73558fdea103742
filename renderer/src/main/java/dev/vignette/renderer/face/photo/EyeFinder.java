package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.photo.Cascade.Box;
import dev.vignette.renderer.face.photo.GreyPicture.Found;
import dev.vignette.renderer.face.photo.Landmarks.Eye;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;

/** Finds the eyes: by cascades, else by the proportions of the face box; then irises and lids from the pixels. */
final class EyeFinder {
    /** A hit this near to where an eye is expected means that eye. */
    private static final double NEAR = 0.32;

    private static final double USUAL_UPPER = 0.08;
    private static final double USUAL_LOWER = 0.085;

    private EyeFinder() {}

    /** Where the eyes usually are in a frontal face box. */
    static Similarity guess(Found face) {
        Similarity box = Similarity.of(face.middle(), face.side(), face.degrees());
        return Similarity.of(box.at(0, -0.115), 0.39 * face.side(), face.degrees());
    }

    /** Whether cascades see two eyes where a face like this has them. */
    static boolean sees(BufferedImage picture, Found face) {
        List<Box> boxes = boxes(new FacePatch(picture, guess(face)));
        return Stream.of(new Point(-0.5, 0), new Point(0.5, 0))
                .allMatch(eye -> boxes.stream().anyMatch(box -> place(box).distanceTo(eye) < NEAR));
    }

    /** The frame whose (±½, 0) are the irises. */
    static Similarity align(BufferedImage picture, Similarity guess) {
        FacePatch patch = new FacePatch(picture, guess);
        List<Box> boxes = boxes(patch);
        Point left = IrisFinder.near(patch, nearest(boxes, new Point(-0.5, 0)), 0.1);
        Point right = IrisFinder.near(patch, nearest(boxes, new Point(0.5, 0)), 0.1);
        Similarity frame = plausible(left, right) ? Similarity.between(guess.at(left), guess.at(right)) : guess;
        // Again in the aligned patch, where discs are discs of the right size.
        for (double reach : new double[] {0.08, 0.06}) {
            FacePatch aligned = new FacePatch(picture, frame);
            Point finerLeft = IrisFinder.near(aligned, new Point(-0.5, 0), reach);
            Point finerRight = IrisFinder.near(aligned, new Point(0.5, 0), reach);
            frame = Similarity.between(frame.at(finerLeft), frame.at(finerRight));
        }
        return frame;
    }

    private static boolean plausible(Point left, Point right) {
        double apart = left.distanceTo(right);
        return apart > 0.7 && apart < 1.3 && Math.abs(right.y() - left.y()) < 0.45 * apart;
    }

    private static List<Box> boxes(FacePatch patch) {
        List<Box> boxes = new ArrayList<>();
        try (Mat grey = patch.eyeRegion();
                Cascade bare = Cascades.EYE.open();
                Cascade glasses = Cascades.EYE_WITH_GLASSES.open()) {
            boxes.addAll(bare.search(grey, 3, 0.3 * FacePatch.UNIT));
            boxes.addAll(glasses.search(grey, 3, 0.3 * FacePatch.UNIT));
        }
        return boxes;
    }

    /** The middle of all boxes that can mean the eye expected at {@code prior}; that place itself if there are none. */
    private static Point nearest(List<Box> boxes, Point prior) {
        double u = 0;
        double v = 0;
        int count = 0;
        for (Box box : boxes) {
            Point middle = place(box);
            if (middle.distanceTo(prior) < NEAR) {
                u += middle.x();
                v += middle.y();
                count++;
            }
        }
        return count == 0 ? prior : new Point(u / count, v / count);
    }

    private static Point place(Box box) {
        return new Point(
                FacePatch.toU(box.middle().x()), FacePatch.toV(box.middle().y()));
    }

    /** The openings of both eyes of an aligned patch; eyes are alike, so that each corrects the other. */
    static List<Eye> measure(FacePatch patch) {
        Eye left = measure(patch, -0.5);
        Eye right = measure(patch, 0.5);
        return List.of(evened(left, right), evened(right, left));
    }

    private static Eye evened(Eye eye, Eye other) {
        return new Eye(
                eye.iris(),
                eye.halfWidth(),
                (2 * eye.upper() + other.upper() + USUAL_UPPER) / 4,
                (2 * eye.lower() + other.lower() + USUAL_LOWER) / 4,
                (eye.fold() + other.fold()) / 2);
    }

    private static Eye measure(FacePatch patch, double side) {
        double upper = edge(patch, side, -1, 0.05, 0.13, USUAL_UPPER);
        double lower = edge(patch, side, 1, 0.06, 0.12, USUAL_LOWER);
        return new Eye(new Point(side, 0), 0.245, upper, lower, fold(patch, side, upper));
    }

    /** How far above the lid's edge bare skin reaches before the brow's darkness begins. */
    private static double fold(FacePatch patch, double u, double upper) {
        double brightest = 0;
        for (double away = 0.07; away < 0.2; away += 1.0 / FacePatch.UNIT) {
            double here = patch.meanLuma(u, -upper - away, 0.12, 0.006);
            brightest = Math.max(brightest, here);
            if (here < 0.85 * brightest) {
                return Math.max(0.11, away - 0.02);
            }
        }
        return 0.18;
    }

    /**
     * Distance from the iris to where it becomes bright again, going up (−1) or down (1). Of several such edges above the
     * farthest counts: skin that slides down with the lid must not have a piece of the iris on it.
     */
    private static double edge(FacePatch patch, double u, int way, double from, double to, double usual) {
        double step = 1.0 / FacePatch.UNIT;
        double steepest = 0;
        for (double away = from; away <= to; away += step) {
            steepest = Math.max(steepest, rise(patch, u, way, away, usual));
        }
        double place = usual;
        for (double away = from; away <= to && steepest > 0; away += step) {
            place = rise(patch, u, way, away, usual) >= (way < 0 ? 0.55 : 1) * steepest ? away : place;
        }
        return place;
    }

    private static double rise(FacePatch patch, double u, int way, double away, double usual) {
        double step = 1.0 / FacePatch.UNIT;
        double inner = patch.meanLuma(u, way * (away - 1.5 * step), 0.05, step);
        double outer = patch.meanLuma(u, way * (away + 1.5 * step), 0.05, step);
        return (outer - inner) * (1 - 5 * Math.abs(away - usual));
    }
}
