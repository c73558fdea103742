package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.photo.GreyPicture.Found;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for faces in one picture with cascades that were trained in different ways; what two of them see counts. Used by
 * one thread; owns native memory until closed.
 */
final class FaceSearch implements AutoCloseable {
    private static final Comparator<Found> LARGEST_FIRST =
            Comparator.comparingDouble(Found::side).reversed();

    private final GreyPicture grey;
    private final Cascade frontal = Cascades.FRONTAL.open();
    private final Cascade patterns = Cascades.FRONTAL_LBP.open();

    FaceSearch(BufferedImage picture) {
        grey = new GreyPicture(picture);
    }

    /** Upright faces of at least {@code least} pixels, the largest first. */
    List<Found> upright(double least) {
        List<Found> hits = grey.search(frontal, 3, least, 0);
        List<Found> others = new ArrayList<>(grey.search(patterns, 2, least, 0));
        try (Cascade third = Cascades.FRONTAL_OTHER.open()) {
            List<Found> more = grey.search(third, 3, least, 0);
            List<Found> faces = new ArrayList<>(agreed(more, others));
            others.addAll(more);
            faces.removeIf(face -> hits.stream().anyMatch(face::agrees));
            faces.addAll(agreed(hits, others));
            faces.sort(LARGEST_FIRST);
            return faces;
        }
    }

    /** The same in the picture turned back by {@code degrees}; the quick cascade decides whether the slow one looks. */
    List<Found> tilted(double least, double degrees) {
        List<Found> quick = grey.search(patterns, 2, least, degrees);
        return quick.isEmpty() ? List.of() : agreed(grey.search(frontal, 3, least, degrees), quick);
    }

    /** Whether there is a face seen from its left or right side. */
    boolean profile(double least) {
        try (Cascade profile = Cascades.PROFILE.open();
                GreyPicture mirror = grey.flipped()) {
            return !grey.search(profile, 4, least, 0).isEmpty()
                    || !mirror.search(profile, 4, least, 0).isEmpty();
        }
    }

    private static List<Found> agreed(List<Found> hits, List<Found> others) {
        return hits.stream()
                .filter(hit -> others.stream().anyMatch(hit::agrees))
                .sorted(LARGEST_FIRST)
                .toList();
    }

    @Override
    public void close() {
        frontal.close();
        patterns.close();
        grey.close();
    }
}
