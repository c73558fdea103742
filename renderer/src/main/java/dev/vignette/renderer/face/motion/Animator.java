package dev.vignette.renderer.face.motion;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.face.motion.Expression.Mouth;
import dev.vignette.renderer.voice.SpeechChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Turns speech into one {@link Expression} a frame, as soon as the sound that it depends on is heard, at most
 * {@value #LOOK_AHEAD} s later. The same seed, frame rate and speech give the same expressions however the speech was cut
 * into chunks. Used by one thread at a time.
 */
public final class Animator {
    /** Seconds of speech after the middle of a frame that must be heard before the frame is determined. */
    public static final double LOOK_AHEAD = 0.2;

    /** The mouth is ahead of the sound by this many seconds: people forgive early lips, not late ones. */
    private static final double LEAD = 0.02;

    private static final double BREATHS_PER_SECOND = 0.25;
    /** Corners of the mouth, added when nobody speaks. */
    private static final double SMILE = 0.22;

    static {
        if (Math.max(LEAD + MouthTrack.SIGHT, Prosody.SIGHT) > LOOK_AHEAD) {
            throw new AssertionError("A track looks further ahead than the animator");
        }
    }

    private final FilmFormat format;
    private final Hearing hearing = new Hearing();
    private final Prosody prosody = new Prosody(hearing);
    private final MouthTrack mouth;
    private final EyeTrack eyes;
    private final HeadTrack head;
    private final BrowTrack brows;
    private final double breathPhase;
    private int frame;
    private boolean finished;

    /**
     * @param format gives the frame rate; the size does not matter
     * @param seed all randomness: blinks, gaze, sway, nods
     */
    public Animator(FilmFormat format, long seed) {
        this.format = format;
        // One generator each, so that a blink more does not change how the head moves.
        SplittableRandom random = new SplittableRandom(seed);
        eyes = new EyeTrack(random.split());
        head = new HeadTrack(random.split());
        brows = new BrowTrack(random.split());
        breathPhase = 2 * Math.PI * random.nextDouble();
        mouth = new MouthTrack(hearing, 1.0 / format.framesPerSecond());
    }

    /**
     * Hears the next stretch of speech.
     *
     * @return the expressions of all frames that are now determined and were not returned before, in order
     * @throws IllegalArgumentException if the sample rate differs from that of the chunk before
     * @throws IllegalStateException after {@link #finish()}
     */
    public List<Expression> hear(SpeechChunk chunk) {
        if (finished) {
            throw new IllegalStateException("The speech is over");
        }
        hearing.hear(chunk.sound());
        mouth.hear(chunk.phonemes());
        prosody.hear(chunk.phonemes());
        List<Expression> expressions = new ArrayList<>();
        while (format.midOfFrame(frame) + LOOK_AHEAD <= hearing.seconds()) {
            expressions.add(express());
        }
        return expressions;
    }

    /** Says that the speech is over; returns the remaining expressions. Afterwards returns none. */
    public List<Expression> finish() {
        List<Expression> expressions = new ArrayList<>();
        if (!finished) {
            finished = true;
            hearing.finish();
            int frames = format.framesFor(hearing.seconds());
            while (frame < frames) {
                expressions.add(express());
            }
        }
        return expressions;
    }

    private Expression express() {
        double seconds = format.midOfFrame(frame++);
        for (Cue cue : prosody.until(seconds)) {
            eyes.perceive(cue);
            head.perceive(cue);
            brows.perceive(cue);
        }
        Mouth lips = mouth.at(seconds + LEAD, SMILE * (1 - prosody.speaking()));
        double breath = StrictMath.sin(2 * Math.PI * BREATHS_PER_SECOND * seconds + breathPhase);
        return new Expression(lips, eyes.at(seconds), brows.at(seconds), head.at(seconds), breath);
    }
}
