package dev.vignette.clip;

import java.time.Instant;

/**
 * A film in a store.
 *
 * @param id its public name
 * @param facts what its maker said of it
 * @param bytes size of the MP4 file
 * @param sha256 of the MP4 file, lower-case hex
 * @param created when it was put into the store
 */
public record Clip(ClipId id, ClipFacts facts, long bytes, String sha256, Instant created) {}
