package dev.vignette.conversation.hearing;

/** Why a sound has no words. */
public enum NoSpeech {
    /** Shorter than a tenth of a second. */
    TOO_SHORT("The recording is too short to hold a word; please record it again."),
    /** Nothing but silence, or far too quiet. */
    SILENCE("The recording is silent; please check the microphone and record it again."),
    /** Sound, but no voice in it. */
    NO_VOICE("I could hear a sound but nobody speaking; please record it again."),
    /** A voice perhaps, but the model found no words. */
    NO_WORDS("I could not hear any words; please speak a little closer to the microphone."),
    /** Words came out that nobody can have said: repetitions, or phrases that models invent for noise. */
    UNINTELLIGIBLE("I could not understand the recording; please say it again, more slowly or in a quieter place.");

    private final String sentence;

    NoSpeech(String sentence) {
        this.sentence = sentence;
    }

    /** One sentence for whoever sent the recording. */
    public String sentence() {
        return sentence;
    }
}
