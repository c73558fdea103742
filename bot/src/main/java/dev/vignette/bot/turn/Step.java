package dev.vignette.bot.turn;

import dev.vignette.bot.chat.TurnId;

/**
 * What a task does. May be run again after a crash at any point, so it looks at the turn first and does only what is still
 * missing. Failures are thrown; {@link StepRunner} decides what becomes of them.
 */
@FunctionalInterface
interface Step {
    Next run(TurnId id);
}
