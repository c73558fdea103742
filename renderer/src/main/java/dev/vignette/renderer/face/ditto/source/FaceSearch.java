package dev.vignette.renderer.face.ditto.source;

import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.AffineWarp;
import dev.vignette.renderer.face.ditto.picture.AreaHalving;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import dev.vignette.renderer.face.ditto.source.BlazeFaceBoxes.Face;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds faces of any size with BlazeFace, which by itself only sees large ones: first in the whole picture, then in halves
 * and quarters of it that overlap. Stateless but for the networks.
 */
final class FaceSearch {
    private static final int[] TILES = {1, 2, 4};
    /** Boxes from neighbouring tiles that overlap by this much mean the same face. */
    private static final float SAME = 0.3f;

    private final DittoNetworks networks;

    FaceSearch(DittoNetworks networks) {
        this.networks = networks;
    }

    /** A face in pixels of the picture. */
    @SuppressWarnings("ArrayRecordComponent") // Read by index, never compared.
    record Found(Box box, float[] eyes) {}

    /** Faces, the largest first. */
    List<Found> find(RgbPicture picture) {
        int longer = Math.max(picture.width(), picture.height());
        for (int tiles : TILES) {
            double side = (double) longer / tiles;
            List<Found> found = new ArrayList<>();
            for (double y : starts(picture.height(), side)) {
                for (double x : starts(picture.width(), side)) {
                    found.addAll(in(picture, x, y, side));
                }
            }
            if (!found.isEmpty()) {
                return distinct(found);
            }
        }
        return List.of();
    }

    /** Where tiles begin that overlap by half. */
    private static List<Double> starts(int length, double side) {
        List<Double> starts = new ArrayList<>();
        starts.add(0.0);
        for (double at = side / 2; at + side / 2 < length; at += side / 2) {
            starts.add(Math.min(at, length - side));
        }
        return starts;
    }

    List<Found> in(RgbPicture picture, double left, double top, double side) {
        RgbPicture tile = shrunk(picture, left, top, side);
        var outputs = networks.run(DittoNetwork.BLAZE_FACE, tile.interleaved(1 / 127.5f, -1));
        List<Found> found = new ArrayList<>();
        for (Face face : BlazeFaceBoxes.decode(
                outputs.getOrDefault("regressors", new float[0]),
                outputs.getOrDefault("classificators", new float[0]))) {
            float[] eyes = new float[4];
            for (int i = 0; i < 4; i++) {
                eyes[i] = (float) (face.eyes()[i] * side + (i % 2 == 0 ? left : top));
            }
            found.add(new Found(face.box().scaled(side).moved((float) left, (float) top), eyes));
        }
        return found;
    }

    /** Halves first, so that fine structure does not turn into noise. */
    private static RgbPicture shrunk(RgbPicture picture, double left, double top, double side) {
        int half = BlazeFaceBoxes.SIDE;
        while (half * 2 <= side && half < 1024) {
            half *= 2;
        }
        double first = half / side;
        RgbPicture tile = AffineWarp.warp(picture, Affine.scaling(first, -left * first, -top * first), half, half);
        while (tile.width() > BlazeFaceBoxes.SIDE) {
            tile = AreaHalving.halve(tile);
        }
        return tile;
    }

    private static List<Found> distinct(List<Found> all) {
        List<Found> kept = new ArrayList<>();
        all.stream()
                .sorted(Comparator.comparingDouble((Found found) -> found.box.score())
                        .reversed())
                .filter(found -> kept.stream().noneMatch(better -> better.box.overlap(found.box) > SAME))
                .forEach(kept::add);
        kept.sort(Comparator.comparingDouble((Found found) -> found.box.area()).reversed());
        return kept;
    }
}
