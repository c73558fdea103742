package dev.vignette.renderer.voice.xtts;

import dev.vignette.renderer.voice.xtts.network.Vocoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The transformer's vectors made sound while they come in. Each window that is decoded has the context on both sides that the vocoder's
 * layers look at, and frames are placed by their time from the beginning: what comes out is what decoding the whole at once would
 * give, and the fade at the seams only covers differences of rounding. For one utterance and one thread.
 */
final class SpokenFrames {
    private static final double FRAMES_PER_VECTOR = 1_024.0 / 256;
    private static final double RATES = 24_000.0 / 22_050;
    /** Two more than needed: a frame for the seam, one for luck. */
    private static final int CONTEXT = Vocoder.REACH + 2;

    private static final int SEAM_FRAMES = 1;

    private final Vocoder vocoder;
    private final int window;
    private final float[] speaker;
    private final Consumer<float[]> sound;
    private final List<Stretch> stretches = new ArrayList<>();
    private final Seams seams = new Seams(SEAM_FRAMES * Vocoder.HOP);
    private final List<float[]> frames = new ArrayList<>();
    private int decoded;

    /**
     * @param speaker how the person sounds
     * @param speed of speech, 1 as the model has it
     * @param sound takes samples at 24 000 Hz
     */
    SpokenFrames(Vocoder vocoder, float[] speaker, double speed, Consumer<float[]> sound) {
        this(vocoder, vocoder.most(), speaker, speed, sound);
    }

    /** @param window frames that are decoded at a time at most */
    SpokenFrames(Vocoder vocoder, int window, float[] speaker, double speed, Consumer<float[]> sound) {
        this.vocoder = vocoder;
        this.window = window;
        this.speaker = speaker;
        this.sound = sound;
        if (speed != 1) {
            stretches.add(new Stretch(1 / speed));
        }
        stretches.add(new Stretch(FRAMES_PER_VECTOR));
        stretches.add(new Stretch(RATES));
    }

    /**
     * Takes the next vectors and gives out what sound can be given.
     *
     * @param last whether nothing more comes
     */
    void add(List<float[]> vectors, boolean last) {
        List<float[]> more = vectors;
        for (Stretch stretch : stretches) {
            more = stretch.add(more, last);
        }
        frames.addAll(more);
        int end = last ? frames.size() : frames.size() - CONTEXT;
        while (end > decoded) {
            decode(Math.min(end, decoded + window - 2 * CONTEXT - SEAM_FRAMES));
        }
        if (last) {
            give(seams.finish());
        }
    }

    private void decode(int end) {
        int begin = decoded - seams.held() / Vocoder.HOP;
        int from = Math.max(0, begin - CONTEXT);
        int to = Math.min(frames.size(), end + CONTEXT);
        int width = frames.getFirst().length;
        float[] window = new float[(to - from) * width];
        for (int i = from; i < to; i++) {
            System.arraycopy(frames.get(i), 0, window, (i - from) * width, width);
        }
        float[] samples = vocoder.decode(window, speaker);
        float[] piece = new float[(end - begin) * Vocoder.HOP];
        System.arraycopy(samples, (begin - from) * Vocoder.HOP, piece, 0, piece.length);
        decoded = end;
        give(seams.add(piece));
    }

    private void give(float[] samples) {
        if (samples.length > 0) {
            sound.accept(samples);
        }
    }
}
