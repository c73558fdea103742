package dev.vignette.bot.webchat;

/**
 * A server-sent event.
 *
 * @param id by which a page that lost its connection resumes
 * @param name such as {@code turn}
 * @param json one line
 */
record PageEvent(String id, String name, String json) {}
