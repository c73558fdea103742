package dev.vignette.conversation.hearing;

import dev.vignette.media.sound.Pcm;
import java.util.Set;

/** Stands where no model is: every request is answered with what to do about it. */
enum NotInstalled implements SpeechToText {
    INSTANCE;

    private static final HearingCapabilities NOTHING =
            new HearingCapabilities("none", Set.of(), "none", false, "Apache-2.0");

    @Override
    public HearingCapabilities capabilities() {
        return NOTHING;
    }

    @Override
    public Transcript transcribe(Pcm sound, HearingOptions options) {
        throw new HearingException(
                HearingException.Reason.NOT_INSTALLED,
                "No Whisper model is installed, so voice notes cannot be heard; install one with"
                        + " \"./vignette models pull whisper-base\" and start again.");
    }

    @Override
    public void close() {}
}
