package dev.vignette.renderer.voice.enrolment;

/** What is wrong with a voice sample, and what to do about it. */
public enum SampleAdvice {
    /** There is speech, but little of it. */
    SHORT(false, "There are only a few seconds of speech in the sample. With 8 to 15 s the voice comes out better."),
    /** Speech stands out from the room by less than 20 dB. */
    NOISY(
            false,
            "There is noise behind the voice, and a clone learns it. Record in a quiet room, close to the microphone."),
    /** Speech hardly stands out. */
    TOO_NOISY(true, "The voice is drowned in noise. Record it again in a quiet room, close to the microphone."),
    /** By pitch alone there could be two people. */
    PERHAPS_SEVERAL(false, "The pitch changes as if two people spoke. Only one person may be heard."),
    /** The speaker model hears two people. */
    SEVERAL_SPEAKERS(true, "More than one person is heard in the sample. Record one person alone.");

    private final boolean refused;
    private final String sentence;

    SampleAdvice(boolean refused, String sentence) {
        this.refused = refused;
        this.sentence = sentence;
    }

    /** Whether the sample cannot be used. */
    public boolean refused() {
        return refused;
    }

    /** For the person who recorded it. */
    public String sentence() {
        return sentence;
    }
}
