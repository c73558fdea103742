package dev.vignette.media.signal;

import dev.vignette.media.sound.Pcm;
import java.util.Arrays;

/**
 * Pace of speech without knowing the words: peaks of the intensity that are voiced and stand at least 2 dB above the dip
 * before them (de Jong and Wempe 2009), per second of speaking; longer pauses do not count.
 */
public final class SyllableRate {
    private static final double HOP = PitchTrack.HOP;
    private static final double WINDOW = 0.064;
    private static final double BELOW_LOUDEST_DB = 25;
    private static final double DIP_DB = 2;
    private static final double LONGEST_GAP = 0.25;

    private SyllableRate() {}

    /** Syllables per second of speaking; 0 if nothing is spoken. */
    public static double of(Pcm sound, PitchTrack pitch) {
        double[] level = Levels.envelope(sound, HOP, WINDOW);
        double floor = Arrays.stream(level).max().orElse(0) - BELOW_LOUDEST_DB;
        int peaks = 0;
        boolean rising = true;
        double extreme = Double.NEGATIVE_INFINITY;
        int extremeAt = 0;
        // A peak counts once the level has fallen by DIP_DB from it, a dip once it has risen by as much.
        for (int i = 0; i < level.length; i++) {
            if (rising ? level[i] > extreme : level[i] < extreme) {
                extreme = level[i];
                extremeAt = i;
            }
            boolean turned = rising ? level[i] < extreme - DIP_DB : level[i] > extreme + DIP_DB;
            if (turned || (rising && i == level.length - 1)) {
                if (rising && extreme > floor && pitch.at(extremeAt * HOP) > 0) {
                    peaks++;
                }
                rising = !rising;
                extreme = level[i];
                extremeAt = i;
            }
        }
        double spoken = spoken(level, floor);
        return spoken > 0 ? peaks / spoken : 0;
    }

    /** Seconds of sound above the floor together with the gaps between that are too short to be pauses. */
    private static double spoken(double[] level, double floor) {
        int gap = (int) Math.round(LONGEST_GAP / HOP);
        int frames = 0;
        int last = -1;
        for (int i = 0; i < level.length; i++) {
            if (level[i] > floor) {
                frames += last >= 0 && i - last <= gap ? i - last : 1;
                last = i;
            }
        }
        return frames * HOP;
    }
}
