package dev.vignette.bot.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The languages of people's apps. Slack has to be asked for them, which no acknowledgement can wait for. */
final class Locales {
    private final SlackCalls calls;
    private final Executor executor;
    private final Cache<String, String> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    Locales(SlackCalls calls, Executor executor) {
        this.calls = calls;
        this.executor = executor;
    }

    /** The person's language in BCP 47, or null as long as Slack has not told. */
    @Nullable
    String of(String user) {
        String language = known.getIfPresent(user);
        if (language == null) {
            known.put(user, "");
            executor.execute(() -> ask(user));
            return null;
        }
        return language.isEmpty() ? null : language;
    }

    private void ask(String user) {
        try {
            String locale = calls.call(methods ->
                            methods.usersInfo(request -> request.user(user).includeLocale(true)))
                    .getUser()
                    .getLocale();
            if (locale != null) {
                known.put(user, locale);
            }
        } catch (RuntimeException e) {
            // Without it people are spoken to in the language that they write.
        }
    }
}
