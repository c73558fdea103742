package dev.vignette.renderer.voice.enrolment;

import dev.vignette.media.signal.PitchTrack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Whether a pitch track looks like two people: seconds of it that lie in two groups far apart. A hint, no proof. */
final class PitchGroups {
    private static final int FRAMES = (int) Math.round(1 / PitchTrack.HOP);
    private static final int VOICED = FRAMES / 4;
    /** Few people change their median by that much from one second to another. */
    private static final double SEMITONES = 7;

    private static final double SHARE = 0.25;

    private PitchGroups() {}

    static boolean twoIn(PitchTrack pitch) {
        List<Double> medians = new ArrayList<>();
        double[] hertz = pitch.hertz();
        for (int from = 0; from + FRAMES <= hertz.length; from += FRAMES) {
            List<Double> voiced = new ArrayList<>();
            for (int i = from; i < from + FRAMES; i++) {
                if (hertz[i] > 0) {
                    voiced.add(12 * Math.log(hertz[i]) / Math.log(2));
                }
            }
            if (voiced.size() >= VOICED) {
                Collections.sort(voiced);
                medians.add(voiced.get(voiced.size() / 2));
            }
        }
        Collections.sort(medians);
        int least = Math.max(1, (int) Math.ceil(SHARE * medians.size()));
        for (int cut = least; cut + least <= medians.size(); cut++) {
            if (medians.get(cut) - medians.get(cut - 1) > SEMITONES) {
                return true;
            }
        }
        return false;
    }
}
