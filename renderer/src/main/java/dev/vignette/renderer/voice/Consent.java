package dev.vignette.renderer.voice;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The entry in the ledger by which the person heard in a sample agreed that a computer speaks in their voice. Whoever
 * keeps the ledger makes these, after the entry is on the disk; nobody else should.
 *
 * @param id of the entry, not blank, at most {@value #LONGEST} characters
 * @param declarant who declared it, as far as known; not blank
 * @param declared when
 * @param wordingVersion of the sentence that was agreed to; not blank
 * @param sampleSha256 of the sample that it covers, 64 lower-case hexadecimal digits; no other voice may be made by it
 * @param ledger asked each time before the voice is used, so that a withdrawal counts at once
 */
public record Consent(
        String id, String declarant, Instant declared, String wordingVersion, String sampleSha256, Ledger ledger) {

    /** Where declarations are recorded and taken back. Safe to use from several threads. */
    @FunctionalInterface
    public interface Ledger {
        /** Whether the consent to the use of this sample is on record and was not withdrawn. Quick. */
        boolean holds(String sampleSha256);
    }

    static final int LONGEST = 100;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public Consent {
        if (id.isBlank() || id.length() > LONGEST || declarant.isBlank() || wordingVersion.isBlank()) {
            throw new IllegalArgumentException("A consent needs its entry, who declared it and the wording.");
        }
        if (!SHA256.matcher(sampleSha256).matches()) {
            throw new IllegalArgumentException("A consent must name the sample by its SHA-256.");
        }
    }

    /** Whether it is on record and was not withdrawn, now. */
    public boolean stands() {
        return ledger.holds(sampleSha256);
    }

    /** Without the ledger, which is no part of what was agreed to. */
    @Override
    public String toString() {
        return "Consent[" + id + ", " + declared + ", " + wordingVersion + "]";
    }
}
