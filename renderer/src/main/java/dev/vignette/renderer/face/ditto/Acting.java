package dev.vignette.renderer.face.ditto;

import dev.vignette.renderer.face.ditto.drive.BlinkSchedule;
import dev.vignette.renderer.face.ditto.drive.Controls;
import dev.vignette.renderer.face.ditto.drive.KeyPoints;
import dev.vignette.renderer.face.ditto.drive.Retarget;
import dev.vignette.renderer.face.ditto.motion.MotionVector;
import dev.vignette.renderer.face.ditto.source.MotionRecord;
import dev.vignette.renderer.face.ditto.source.Source;
import org.jspecify.annotations.Nullable;

/** Puts motion on one source, frame after frame. Used by one thread. */
final class Acting {
    private final Source source;
    private final Retarget.Settings settings;
    private final BlinkSchedule blinks;
    private final Controls controls;
    private final boolean stitched;
    private final float[] from;
    private @Nullable Retarget retarget;
    private int frame;

    /** @param stitched whether driven key points are corrected by the stitching network */
    Acting(Source source, Retarget.Settings settings, BlinkSchedule blinks, Controls controls, boolean stitched) {
        this.source = source;
        this.settings = settings;
        this.blinks = blinks;
        this.controls = controls;
        this.stitched = stitched;
        from = KeyPoints.of(source.motion());
    }

    /** The key points of the next frame. */
    float[] keyPoints(float[] vector, float @Nullable [] reference) {
        Retarget target = retarget;
        if (target == null) {
            MotionRecord origin = reference == null ? null : MotionVector.record(reference);
            target = new Retarget(settings, source.motion(), origin);
            retarget = target;
        }
        int row = blinks.row(frame);
        return target.keyPoints(frame++, source.motion(), MotionVector.record(vector), row, controls);
    }

    FrameRequest request(float[] to) {
        return new FrameRequest(source, from, to, stitched);
    }
}
