package dev.vignette.bot.lending;

import java.time.Instant;

/**
 * A voice that its owner has lent.
 *
 * @param avatar whose voice it is
 * @param sampleSha256 of the recording that it was made from; another recording is another voice
 * @param account that may have it speak with any face
 */
public record Loan(String avatar, String sampleSha256, Account account, Instant since) {}
