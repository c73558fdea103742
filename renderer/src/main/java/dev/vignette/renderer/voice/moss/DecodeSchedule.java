package dev.vignette.renderer.voice.moss;

/**
 * How many frames the codec decodes at once: one until sound is ahead of the listener, then more, which is cheaper. The authors
 * measure the lead by the clock. Here it is reckoned from the number of frames and a pace of making them, because how
 * frames are grouped shows in the last bits of the samples, and the same seed has to give the same samples.
 */
final class DecodeSchedule {
    static final int MOST = 8;
    private static final double FRAME_SECONDS = 0.08;
    /** Of real time, to make a frame: a machine of two processor cores. */
    private static final double PACE = 0.75;

    private DecodeSchedule() {}

    /** @param frames decoded so far */
    static int next(int frames) {
        double lead = frames * FRAME_SECONDS * (1 - PACE);
        return lead < 0.20 ? 1 : lead < 0.55 ? 2 : lead < 1.10 ? 4 : MOST;
    }
}
