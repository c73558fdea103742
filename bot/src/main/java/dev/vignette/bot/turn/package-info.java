/**
 * A turn: one message and its answer, carried through crashes and restarts. Read it in this order: {@link
 * dev.vignette.bot.turn.TurnState} has the states; {@code Hear}, {@code ComposeReply}, {@code DeliverText}, {@code
 * RenderFilm} and {@code DeliverClip} are the transitions; {@code Journal} writes what happened, each entry in one
 * transaction with the task that comes next; {@code TurnSchedulers} runs the tasks on db-scheduler. What makes answers is
 * behind the ports {@link dev.vignette.bot.turn.Hearing}, {@link dev.vignette.bot.turn.Replies} and {@link
 * dev.vignette.bot.turn.Films}. {@link dev.vignette.bot.turn.Turns} is the way in for pages and platforms.
 */
@NullMarked
package dev.vignette.bot.turn;

import org.jspecify.annotations.NullMarked;
