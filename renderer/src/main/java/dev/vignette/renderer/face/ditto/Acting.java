package dev.vignette.renderer.face.ditto;

import dev.vignette.renderer.face.ditto.drive.BlinkSchedule;
import dev.vignette.renderer.face.ditto.drive.Controls;
import dev.vignette.renderer.face.ditto.drive.Retarget;
import dev.vignette.renderer.face.ditto.motion.MotionVector;
import dev.vignette.renderer.face.ditto.source.MotionRecord;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Puts motion on the footage of one film, frame after frame. Used by one thread. */
final class Acting {
    private final Footage footage;
    private final Retarget.Settings settings;
    private final BlinkSchedule blinks;
    private final Controls controls;
    private @Nullable Retarget retarget;
    private OptionalInt ending = OptionalInt.empty();
    private int frame;

    Acting(Footage footage, Retarget.Settings settings, BlinkSchedule blinks, Controls controls) {
        this.footage = footage;
        this.settings = settings;
        this.blinks = blinks;
        this.controls = controls;
    }

    Footage footage() {
        return footage;
    }

    /**
     * The key points of the next frame, at 25 a second.
     *
     * @param reference what motion is measured against, if it is known
     */
    float[] keyPoints(float[] vector, float @Nullable [] reference) {
        Retarget target = retarget(reference);
        int row = blinks.row(frame);
        MotionRecord source = footage.shots().get(footage.shot(frame)).motion();
        return target.keyPoints(frame++, source, MotionVector.record(vector), row, controls);
    }

    /** Says how many frames of motion the film has, at 25 a second. A short one ends before it is known what motion is measured against. */
    void endsAfter(int frames) {
        ending = OptionalInt.of(frames);
        if (retarget != null) {
            retarget.endsAfter(frames);
        }
    }

    private Retarget retarget(float @Nullable [] reference) {
        Retarget target = retarget;
        if (target == null) {
            MotionRecord origin = reference == null ? null : MotionVector.record(reference);
            target = new Retarget(settings, footage.first().motion(), origin);
            ending.ifPresent(target::endsAfter);
            retarget = target;
        }
        return target;
    }
}
