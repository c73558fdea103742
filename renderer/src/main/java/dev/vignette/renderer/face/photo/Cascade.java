package dev.vignette.renderer.face.photo;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/** A cascade in memory. OpenCV's classifiers keep state while they search, so that each belongs to one thread. */
final class Cascade implements AutoCloseable {
    /** The smallest window that all cascades can look through. */
    private static final int SMALLEST = 20;

    private final CascadeClassifier classifier;

    Cascade(String path) {
        classifier = new CascadeClassifier(path);
    }

    /** A hit in pixels of the searched picture. */
    record Box(double x, double y, double width, double height) {
        Point middle() {
            return new Point(x + width / 2, y + height / 2);
        }
    }

    /** All hits in the 8-bit grey picture {@code grey} at least {@code least} pixels wide. */
    List<Box> search(Mat grey, int neighbours, double least) {
        List<Box> hits = new ArrayList<>();
        try (PointerScope scope = new PointerScope();
                RectVector found = new RectVector()) {
            int side = Math.max(SMALLEST, (int) least);
            scope.attach(found);
            classifier.detectMultiScale(grey, found, 1.1, neighbours, 0, new Size(side, side), new Size());
            for (Rect hit : found.get()) {
                hits.add(new Box(hit.x(), hit.y(), hit.width(), hit.height()));
            }
        }
        return hits;
    }

    @Override
    public void close() {
        classifier.close();
    }
}
