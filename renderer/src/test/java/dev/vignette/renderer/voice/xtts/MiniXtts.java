package dev.vignette.renderer.voice.xtts;

import dev.vignette.inference.models.StandIn;
import dev.vignette.renderer.voice.xtts.network.XttsFile;
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A stand-in of small size for tests. */
final class MiniXtts {
    private MiniXtts() {}

    static void write(Path directory) {
        new XttsStandIn().write(directory, StandIn.Size.MINI, 1);
    }

    static Path networks(Path directory) {
        return directory.resolve(XttsFile.DIRECTORY);
    }

    /** Like the transformer's: mean 0, deviation 1. */
    static List<float[]> vectors(int count, int width) {
        SplittableRandom random = new SplittableRandom(4);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[width];
            for (int k = 0; k < width; k++) {
                vector[k] = (float) random.nextGaussian();
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
