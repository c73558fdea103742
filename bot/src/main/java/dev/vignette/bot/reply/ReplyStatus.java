package dev.vignette.bot.reply;

import dev.vignette.bot.chat.TurnId;
import dev.vignette.conversation.reply.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which language model answers and what hinders a better one, for {@code /health} and the log. Safe for several threads. */
public final class ReplyStatus {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyStatus.class);

    /**
     * @param configured providers in the order in which they are tried
     * @param last who wrote the last answer; null before the first
     * @param advice what the operator should do; null if there is nothing
     */
    public record Report(
            List<String> configured,
            @Nullable String last,
            @Nullable String advice) {}

    private final List<String> configured;
    private volatile Report report;

    ReplyStatus(List<String> configured) {
        this.configured = List.copyOf(configured);
        report = new Report(this.configured, null, null);
    }

    public Report report() {
        return report;
    }

    void answered(TurnId turn, Answer answer) {
        LOG.info(
                "Answered turn {} with {} in {} ms, first words after {} ms",
                turn,
                answer.provider(),
                answer.total().toMillis(),
                answer.firstText().toMillis());
        Report before = report;
        String provider = answer.provider().equals(Answer.GUARD) ? before.last() : answer.provider();
        Report now = new Report(configured, provider, answer.advice().orElse(null));
        report = now;
        if (now.advice() != null && !now.advice().equals(before.advice())) {
            LOG.warn("{}", now.advice());
        }
    }
}
