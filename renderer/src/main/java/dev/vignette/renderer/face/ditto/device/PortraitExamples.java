package dev.vignette.renderer.face.ditto.device;

import dev.vignette.renderer.avatar.AvatarCatalogue;
import dev.vignette.renderer.face.ditto.drive.KeyPoints;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import dev.vignette.renderer.face.ditto.picture.BilinearResize;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import dev.vignette.renderer.face.ditto.source.MotionRecord;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * What networks are calibrated with where nothing else is at hand: the portraits of the built-in avatars as the networks see them, each head turned
 * and each face moved a little. They are drawings; the ranges of a network's inner values are about those of photographs, which have not
 * been compared. Always the same.
 */
final class PortraitExamples {
    private static final int SIDE = 256;
    private static final double TURN = Math.toRadians(12);
    private static final float EXPRESSION = 0.015f;

    private PortraitExamples() {}

    /** @param networks as published, on the processor */
    static List<FaceExample> of(DittoNetworks networks) {
        SplittableRandom random = new SplittableRandom(1);
        List<FaceExample> examples = new ArrayList<>();
        for (var card : AvatarCatalogue.builtIn().all()) {
            float[] picture = picture(card.portrait()).planes(1 / 255f, 0);
            float[] appearance = networks.output(DittoNetwork.APPEARANCE_EXTRACTOR, "pred", picture);
            float[] from = KeyPoints.of(MotionRecord.of(networks, picture));
            double turn = examples.size() % 2 == 0 ? TURN : -TURN;
            examples.add(new FaceExample(appearance, from, moved(from, turn, random)));
        }
        return examples;
    }

    private static RgbPicture picture(byte[] png) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            int side = Math.min(image.getWidth(), image.getHeight());
            RgbPicture square = RgbPicture.of(image.getSubimage((image.getWidth() - side) / 2, 0, side, side));
            return BilinearResize.resize(square, SIDE, SIDE);
        } catch (IOException e) {
            throw new UncheckedIOException("A portrait of a built-in avatar cannot be read: " + e.getMessage(), e);
        }
    }

    /** Turned about the vertical axis, and every point moved by itself. */
    private static float[] moved(float[] from, double turn, SplittableRandom random) {
        float cos = (float) Math.cos(turn);
        float sin = (float) Math.sin(turn);
        float[] to = new float[from.length];
        for (int i = 0; i < from.length; i += 3) {
            to[i] = cos * from[i] + sin * from[i + 2];
            to[i + 1] = from[i + 1];
            to[i + 2] = cos * from[i + 2] - sin * from[i];
            for (int c = 0; c < 3; c++) {
                to[i + c] += (float) random.nextGaussian() * EXPRESSION;
            }
        }
        return to;
    }
}
