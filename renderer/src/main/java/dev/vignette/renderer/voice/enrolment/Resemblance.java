package dev.vignette.renderer.voice.enrolment;

/**
 * How near speech comes to a recording of the person, in words. The steps are those of CAM++ (two recordings of one person are above
 * 0.40 to 0.45 as a rule) and lower by what another language in the sample costs; they are not calibrated on the engines here.
 */
public enum Resemblance {
    /** As near as two recordings of one person. */
    ALIKE(0.42, "It sounds like the recording."),
    /** Somebody who sounds similar. */
    NEAR(0.28, "It comes near the recording, but a good ear hears the difference."),
    /** Anybody. */
    UNLIKE(-1, "It hardly sounds like the recording. Ten seconds of lively speech in a quiet room do better.");

    private final double least;
    private final String sentence;

    Resemblance(double least, String sentence) {
        this.least = least;
        this.sentence = sentence;
    }

    /** @param similarity cosine of two embeddings by CAM++, −1…1 */
    public static Resemblance of(double similarity) {
        return similarity >= ALIKE.least ? ALIKE : similarity >= NEAR.least ? NEAR : UNLIKE;
    }

    /** For the person who was recorded. */
    public String sentence() {
        return sentence;
    }
}
