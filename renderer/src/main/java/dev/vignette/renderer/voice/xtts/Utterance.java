package dev.vignette.renderer.voice.xtts;

import dev.vignette.renderer.voice.delivery.BadTakeException;
import dev.vignette.renderer.voice.xtts.network.Embeddings;
import dev.vignette.renderer.voice.xtts.network.Transformer;
import dev.vignette.renderer.voice.xtts.network.XttsMetadata;
import dev.vignette.renderer.voice.xtts.network.XttsNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Speaks one passage: codes drawn one after the other, and the transformer's vectors made sound as they come (specification §5 and
 * §7). For one thread.
 */
final class Utterance {
    /**
     * Codes before the first sound, then between pieces of sound: 0.5 s and 0.9 s of speech. The first give 0.27 s of sound, enough to be
     * handed on; the others with their context are a window of the vocoder.
     */
    private static final int[] PIECES = {10, 20};

    /** Nobody says a token in less than one code, of 46 ms, nor in more than so many. */
    private static final int MOST_PER_TOKEN = 12;

    private static final int MOST_EXTRA = 40;
    /** Of the shortest utterance. */
    private static final int LEAST = 4;

    /** The id that stands for the prompt in the reference: repeating it costs as repeating a code does. */
    private static final int PLACEHOLDER = 1;

    private final XttsNetworks networks;
    private final XttsMetadata metadata;
    private final Embeddings embeddings;
    private final CodeSampler sampler;
    private final Runnable checkpoint;
    private final float[] logits;
    private final float[] hidden;

    /** @param checkpoint called at every code; what it throws ends the utterance */
    Utterance(XttsNetworks networks, long seed, Runnable checkpoint) {
        this.networks = networks;
        this.metadata = networks.metadata();
        this.embeddings = networks.embeddings();
        this.sampler =
                new CodeSampler(metadata.sampling(), new SplittableRandom(seed), PLACEHOLDER, metadata.startAudio());
        this.checkpoint = checkpoint;
        this.logits = new float[embeddings.codes()];
        this.hidden = new float[metadata.width()];
    }

    /**
     * @param ids with start and stop
     * @param words how many of them are spoken
     * @throws BadTakeException if the speech does not come to an end, or is no speech
     */
    void speak(float[] latents, int[] ids, int words, SpokenFrames frames) {
        int least = Math.max(LEAST, words);
        int most = Math.min(embeddings.mostCodes(), MOST_PER_TOKEN * words + MOST_EXTRA);
        List<float[]> fresh = new ArrayList<>();
        int piece = 0;
        try (Transformer.Run run = networks.transformer().begin()) {
            run.extend(embeddings.prompt(latents, ids, metadata.startAudio()), logits, hidden);
            for (int step = 0; ; step++) {
                checkpoint.run();
                int code = next(step < least);
                if (code == metadata.stopAudio()) {
                    break;
                }
                if (step >= most) {
                    throw new BadTakeException("no end");
                }
                fresh.add(hidden.clone());
                if (fresh.size() >= PIECES[Math.min(piece, PIECES.length - 1)]) {
                    frames.add(fresh, false);
                    fresh = new ArrayList<>();
                    piece++;
                }
                run.extend(embeddings.code(code, step + 1), logits, hidden);
            }
        }
        frames.add(fresh, true);
    }

    private int next(boolean mayNotStop) {
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new BadTakeException("values that are no numbers");
            }
        }
        // The code that begins speech says nothing within it.
        logits[metadata.startAudio()] = Float.NEGATIVE_INFINITY;
        return sampler.draw(logits, mayNotStop ? metadata.stopAudio() : -1);
    }
}
