package dev.vignette.bot.slack;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Slack is switched on by the bot's token, and one for sockets or a secret for requests over HTTP. */
final class SlackToken implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return present(context, SlackSettings.BOT_TOKEN)
                && (present(context, SlackSettings.APP_TOKEN) || present(context, SlackSettings.SIGNING_SECRET));
    }

    private static boolean present(ConditionContext context, String key) {
        String token = context.getEnvironment().getProperty(key);
        return token != null && !token.isBlank();
    }
}
