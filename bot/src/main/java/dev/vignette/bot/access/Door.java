package dev.vignette.bot.access;

import java.util.Optional;

/**
 * What stands before the service.
 *
 * @param token that people have to know; empty if the service is open to this machine
 */
public record Door(Optional<AccessToken> token) {}
