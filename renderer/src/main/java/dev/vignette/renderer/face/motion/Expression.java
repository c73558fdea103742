package dev.vignette.renderer.face.motion;

/**
 * The state of a face in one frame, free of any particular face's measures.
 *
 * @param mouth lips, jaw, tongue
 * @param eyes lids and gaze
 * @param brows −1 (knit) … 0 (rest) … 1 (raised)
 * @param head pose
 * @param breath chest and shoulders, −1 (out) … 1 (in)
 */
public record Expression(Mouth mouth, Eyes eyes, double brows, HeadPose head, double breath) {

    /** Nobody speaks, nothing moves, eyes open at the viewer. */
    public static final Expression REST = new Expression(Mouth.REST, Eyes.OPEN, 0, HeadPose.STRAIGHT, 0);

    /**
     * @param jaw 0 (teeth together) … 1 (wide open)
     * @param width −1 (narrow) … 0 (rest) … 1 (spread)
     * @param rounding 0 … 1 (lips protruded to a small ring)
     * @param upperLip 0 … 1 (raised)
     * @param lowerTuck 0 … 1 (lower lip under the upper teeth, as in "f")
     * @param press 0 … 1 (lips pressed together, as in "m"; 1 means no gap, whatever the jaw does)
     * @param teeth 0 (hidden) … 1 (both rows seen)
     * @param tongueUp 0 (at rest) … 1 (tip at the alveolar ridge)
     * @param tongueOut 0 … 1 (tip between the teeth)
     * @param smile −1 (corners down) … 0 … 1 (corners up)
     */
    public record Mouth(
            double jaw,
            double width,
            double rounding,
            double upperLip,
            double lowerTuck,
            double press,
            double teeth,
            double tongueUp,
            double tongueOut,
            double smile) {
        public static final Mouth REST = new Mouth(0, 0, 0, 0, 0, 0.3, 0, 0, 0, 0.1);

        /** How far the lips are apart, 0…1: what a measurement of the picture should see. */
        public double opening() {
            return jaw * (1 - press);
        }
    }

    /**
     * @param leftLid lid over the viewer's left eye, 0 (open) … 1 (closed)
     * @param rightLid lid over the viewer's right eye, 0 (open) … 1 (closed)
     * @param gazeX degrees, positive to the viewer's right
     * @param gazeY degrees, positive downwards
     */
    public record Eyes(double leftLid, double rightLid, double gazeX, double gazeY) {
        public static final Eyes OPEN = new Eyes(0, 0, 0, 0);
    }

    /**
     * @param yaw degrees, positive: turned to the viewer's right
     * @param pitch degrees, positive: nodded down
     * @param roll degrees, positive: tilted clockwise as seen by the viewer
     */
    public record HeadPose(double yaw, double pitch, double roll) {
        public static final HeadPose STRAIGHT = new HeadPose(0, 0, 0);
    }
}
