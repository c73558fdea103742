package dev.vignette.renderer.face.motion;

/** How loud a moment is relative to the loudest that was heard by shortly after it. */
final class LoudnessScale {
    /** Seconds after a moment that its loudness depends on. */
    static final double SIGHT = 0.08;

    private final Hearing hearing;

    LoudnessScale(Hearing hearing) {
        this.hearing = hearing;
    }

    /** Root mean square that counts as full loudness at {@code seconds}. */
    double loudest(double seconds) {
        return hearing.at(seconds + SIGHT).loudest();
    }

    /** 0 (silence) … 1 (as loud as it gets) at {@code seconds}. */
    double at(double seconds) {
        return Math.min(1, hearing.at(seconds).rms() / loudest(seconds));
    }
}
