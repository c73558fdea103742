/**
 * The service: the REST API, the web page and what guards them. Every answer that is not a success is a Problem Detail
 * (RFC 9457) whose {@code detail} says what to do.
 */
@NullMarked
package dev.vignette.bot.web;

import org.jspecify.annotations.NullMarked;
