package dev.vignette.bot.reply;

import dev.vignette.bot.turn.Replies;
import javax.sql.DataSource;

/** Answers by the scripted small talk alone, for practice: no language model is asked, and nobody's status changes. */
@FunctionalInterface
public interface SmallTalk {
    /** @param database with the turns that are remembered */
    Replies remembering(DataSource database);
}
