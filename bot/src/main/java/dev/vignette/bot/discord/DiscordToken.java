package dev.vignette.bot.discord;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Discord is switched on by giving it a token. */
final class DiscordToken implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String token = context.getEnvironment().getProperty(DiscordSettings.TOKEN);
        return token != null && !token.isBlank();
    }
}
