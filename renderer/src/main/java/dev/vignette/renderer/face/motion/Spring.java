package dev.vignette.renderer.face.motion;

/**
 * A critically damped spring towards a moving target, solved exactly for a target that stands still during each step.
 * It never overshoots a resting target, and follows a ramp 2/frequency seconds late.
 */
final class Spring {
    private final double frequency;
    private final double step;
    private final double decay;
    private double position;
    private double velocity;

    /**
     * @param frequency natural angular frequency, rad/s
     * @param step seconds of one {@link #towards} call
     */
    Spring(double frequency, double step, double position) {
        this.frequency = frequency;
        this.step = step;
        this.decay = StrictMath.exp(-frequency * step);
        this.position = position;
    }

    double position() {
        return position;
    }

    double towards(double target) {
        double offset = position - target;
        double drive = velocity + frequency * offset;
        position = target + (offset + drive * step) * decay;
        velocity = (velocity - frequency * drive * step) * decay;
        return position;
    }
}
