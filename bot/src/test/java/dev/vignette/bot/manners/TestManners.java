package dev.vignette.bot.manners;

import dev.vignette.bot.chat.AnswerForm;
import java.time.Duration;
import java.util.Set;

/** Settings for tests of platforms: nothing is limited but the messages of one person that are unanswered. */
public final class TestManners {
    /** Who runs the bot on Slack, which does not tell who runs a channel. */
    public static final String BOSS = "U000BOSS1";

    public static final MannersSettings FREE = joining(Duration.ZERO, 50);

    private TestManners() {}

    /** @param joinWithin messages that follow so soon are answered together */
    public static MannersSettings joining(Duration joinWithin, int openPerPerson) {
        return new MannersSettings(
                AnswerForm.TEXT,
                joinWithin,
                "Studio Ltd",
                Set.of(),
                Set.of(),
                Set.of("slack:" + BOSS),
                openPerPerson,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO);
    }
}
