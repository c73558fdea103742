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
 */
public record Consent(String id, String declarant, Instant declared, String wordingVersion, String sampleSha256) {
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
}
