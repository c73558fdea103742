package dev.vignette.renderer.voice;

import dev.vignette.renderer.RenderException;

/** A voice sample that holds no voice that can be used, and what is wrong with it as data. */
public final class UnusableSampleException extends RenderException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a sample. */
    public enum Fault {
        /** Nothing is heard. */
        SILENT,
        /** Cut off at full scale. */
        OVERDRIVEN,
        /** Pauses and noises, and hardly any speech. */
        LITTLE_SPEECH,
        /** There is sound, but no voice. */
        NO_VOICE
    }

    private final Fault fault;

    public UnusableSampleException(Fault fault, String message) {
        super(Reason.UNUSABLE_SAMPLE, message);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
