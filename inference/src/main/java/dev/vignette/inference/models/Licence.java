package dev.vignette.inference.models;

import java.net.URI;

/**
 * Terms under which a model's files are given out.
 *
 * @param id name and version, such as {@code CPML-1.0.0}; an acceptance counts for this version only
 * @param title for people
 * @param text where the terms can be read
 * @param permissive whether any use is allowed; otherwise the terms have to be accepted before a pull
 * @param summary what the terms forbid, in a sentence; empty if permissive
 */
public record Licence(String id, String title, URI text, boolean permissive, String summary) {}
