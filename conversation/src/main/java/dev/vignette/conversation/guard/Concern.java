package dev.vignette.conversation.guard;

/** Why a text is not simply answered. */
public enum Concern {
    /** Somebody speaks of ending their life: answered with where help is, not refused. */
    CRISIS,
    /** Sexual content with minors. */
    MINORS,
    /** A threat to hurt somebody. */
    THREAT,
    /** How to make a weapon that kills many. */
    WEAPON,
    /** Speaking as a living public figure, which with a face and a voice is a forgery. */
    IMPERSONATION;

    /** Whether the answer is a refusal rather than help. */
    public boolean isRefused() {
        return this != CRISIS;
    }
}
