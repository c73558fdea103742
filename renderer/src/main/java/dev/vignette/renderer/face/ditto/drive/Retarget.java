package dev.vignette.renderer.face.ditto.drive;

import dev.vignette.renderer.face.ditto.source.MotionRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts a motion on a source: what the driving person does beyond their own first frame is done by the source beyond its
 * own pose. Only lips and eyes move by expression. Frames are given in order; used by one thread.
 */
public final class Retarget {
    private static final int[] LIPS = {6, 12, 14, 17, 19, 20};
    private static final int[] EYES = {11, 13, 15, 16, 18};

    private final Settings settings;
    private final MotionRecord still;
    private @Nullable Pose reference;
    private @Nullable Pose firstDriven;
    private Fade fade;

    /**
     * @param gains what is driven, and how strongly
     * @param relative whether the first motion seen becomes the one to measure against
     * @param moveEyes whether sound moves the eyes
     * @param blinks 15 × 63 numbers added to the eyes' expression, or null for none
     * @param fade at the beginning and the end
     */
    @SuppressWarnings("ArrayRecordComponent") // A table to read, not to compare.
    public record Settings(Gains gains, boolean relative, boolean moveEyes, float @Nullable [][] blinks, Fade fade) {}

    /**
     * @param still the source, or its first frame: where its eyes looked
     * @param reference the motion to measure against, if it is known already
     */
    public Retarget(Settings settings, MotionRecord still, @Nullable MotionRecord reference) {
        this.settings = settings;
        fade = settings.fade;
        this.still = still;
        this.reference = reference == null ? null : new Pose(reference);
    }

    /** Says how long the film is, once that is known: only then does it fade out. */
    public void endsAfter(int frames) {
        fade = fade.endingAfter(frames);
    }

    /**
     * The key points of a frame: 21 × (x, y, z), before stitching.
     *
     * @param frame counted from 0
     * @param blinkRow of the blink table
     */
    public float[] keyPoints(int frame, MotionRecord source, MotionRecord driving, int blinkRow, Controls controls) {
        Pose from = new Pose(source);
        Pose pose = driven(from, new Pose(driving));
        mask(pose.of(Item.EXP), from.of(Item.EXP), blinkRow);
        if (controls.speech() < 1) {
            pose.blend(Item.EXP, from, controls.speech());
        }
        if (controls.turn() != null) {
            pose.turn(controls.turn());
        }
        if (controls.gain() != null) {
            pose.multiply(controls.gain());
        }
        if (controls.expression() != null) {
            add(pose.of(Item.EXP), controls.expression());
        }
        fade(pose, from, frame);
        if (settings.moveEyes) {
            Pose straight = new Pose(still);
            Gaze.compensate(
                    pose.of(Item.EXP),
                    pose.degrees(Item.YAW) - straight.degrees(Item.YAW),
                    pose.degrees(Item.PITCH) - straight.degrees(Item.PITCH));
        }
        return KeyPoints.of(source.kp(), pose);
    }

    private Pose driven(Pose source, Pose driving) {
        if (reference == null && settings.relative) {
            reference = driving.copy();
        }
        Pose pose = source.copy();
        for (Item item : Item.values()) {
            if (settings.gains.drives(item)) {
                pose.set(item, driven(item, source.of(item), driving.of(item), settings.gains.of(item)));
            }
        }
        return pose;
    }

    private float[] driven(Item item, float[] source, float[] driving, float gain) {
        float[] numbers = new float[source.length];
        float[] origin = reference == null ? null : reference.of(item);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = origin == null ? driving[i] * gain : source[i] + (driving[i] - origin[i]) * gain;
        }
        return numbers;
    }

    /** Keeps the driven expression of lips and eyes only. */
    private void mask(float[] exp, float[] source, int blinkRow) {
        float[] driven = exp.clone();
        System.arraycopy(source, 0, exp, 0, exp.length);
        for (int point : LIPS) {
            System.arraycopy(driven, 3 * point, exp, 3 * point, 3);
        }
        if (!settings.moveEyes) {
            return;
        }
        float[][] blinks = settings.blinks;
        for (int point : EYES) {
            for (int i = 3 * point; i < 3 * point + 3; i++) {
                exp[i] = blinks == null ? driven[i] : source[i] + blinks[blinkRow][i];
            }
        }
    }

    private void fade(Pose pose, Pose source, int frame) {
        if (fade.target() == Fade.Target.NONE) {
            return;
        }
        if (firstDriven == null) {
            firstDriven = pose.copy();
        }
        float share = fade.share(frame);
        if (share < 1) {
            Pose target = fade.target() == Fade.Target.SOURCE ? source : firstDriven;
            fade.items().forEach(item -> pose.blend(item, target, share));
        }
    }

    private static void add(float[] numbers, float[] others) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += others[i];
        }
    }
}
