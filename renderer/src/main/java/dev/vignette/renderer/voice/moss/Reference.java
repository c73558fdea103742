package dev.vignette.renderer.voice.moss;

import dev.vignette.media.signal.Levels;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.voice.VoicePrint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sample as the language model sees it: silence cut off, {@value #SHORTEST} to {@value #LONGEST} s at an even loudness, encoded
 * to codes; and these codes as a {@link VoicePrint}.
 */
final class Reference {
    static final double SHORTEST = 2.5;
    static final double LONGEST = 10;
    /** Loudness of the sample as it is encoded, and so about that of the speech, dB root mean square. */
    static final double LEVEL_DB = -20;

    private static final double WINDOW = 0.02;
    private static final double SPEECH_RANGE_DB = 35;
    private static final double MARGIN = 0.1;
    private static final double PEAK = 0.95;
    private static final int HEADER = 3;

    private Reference() {}

    /** @throws RenderException UNUSABLE_SAMPLE if too little is left of it */
    static Pcm prepared(Pcm sample) {
        double[] level = Levels.envelope(sample, WINDOW, WINDOW);
        double loudest = Arrays.stream(level).max().orElse(Levels.FLOOR_DB);
        int first = 0;
        int last = level.length - 1;
        while (first < last && level[first] < loudest - SPEECH_RANGE_DB) {
            first++;
        }
        while (last > first && level[last] < loudest - SPEECH_RANGE_DB) {
            last--;
        }
        int hertz = sample.rate().hertz();
        int from = (int) Math.max(0, (first * WINDOW - MARGIN) * hertz);
        int to = (int) (((last + 1) * WINDOW + MARGIN) * hertz);
        Pcm speech = sample.slice(from, Math.min(to, from + end(level, first) * hertz / 50));
        if (speech.seconds() < SHORTEST || loudest < Levels.FLOOR_DB / 2) {
            throw new RenderException(
                    Reason.UNUSABLE_SAMPLE,
                    "The voice sample holds only %.1f s of speech. Record 3 to 10 s of one person speaking."
                            .formatted(speech.seconds()));
        }
        return scaled(speech);
    }

    /** Where to stop, in windows after the first: at the quietest place of the last seconds that fit. */
    private static int end(double[] level, int first) {
        int most = (int) (LONGEST / WINDOW);
        int limit = Math.min(level.length, first + most);
        if (limit == level.length) {
            return most;
        }
        int best = limit - 1;
        for (int i = limit - 1; i > limit - (int) (2 / WINDOW); i--) {
            best = level[i] < level[best] ? i : best;
        }
        return best - first;
    }

    private static Pcm scaled(Pcm sound) {
        double gain = Math.min(Levels.amplitude(LEVEL_DB) / sound.rms(), PEAK / sound.peak());
        float[] x = sound.samples().clone();
        for (int i = 0; i < x.length; i++) {
            x[i] *= (float) gain;
        }
        return new Pcm(x, sound.rate());
    }

    static VoicePrint print(String engine, String form, List<int[]> codes) {
        int codebooks = codes.getFirst().length;
        ByteBuffer out = ByteBuffer.allocate(HEADER + Short.BYTES * codes.size() * codebooks);
        out.put((byte) codebooks).putShort((short) codes.size());
        codes.forEach(frame -> Arrays.stream(frame).forEach(code -> out.putShort((short) code)));
        return new VoicePrint(engine, form, out.array());
    }

    /** @throws RenderException UNUSABLE_SAMPLE if they are not codes of {@code codebooks} codebooks with {@code size} entries */
    static List<int[]> codes(VoicePrint print, int codebooks, int size) {
        ByteBuffer in = ByteBuffer.wrap(print.data());
        List<int[]> frames = new ArrayList<>();
        if (in.remaining() > HEADER && in.get() == codebooks) {
            int count = in.getShort();
            if (in.remaining() == Short.BYTES * count * codebooks) {
                for (int i = 0; i < count; i++) {
                    int[] frame = new int[codebooks];
                    Arrays.setAll(frame, j -> in.getShort());
                    frames.add(frame);
                }
            }
        }
        if (frames.isEmpty() || frames.stream().flatMapToInt(Arrays::stream).anyMatch(c -> c < 0 || c >= size)) {
            throw new RenderException(
                    Reason.UNUSABLE_SAMPLE, "The kept voice is damaged. Give the voice sample once more.");
        }
        return frames;
    }
}
