package dev.vignette.bot.manners;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where recordings of a platform may come from.
 *
 * @param names host names that are reached by https at public addresses only; {@code *.slack.com} stands for all hosts below
 * @param local base of a server that the operator has configured ({@code http://127.0.0.1:8081}); exactly its scheme, host and
 *     port may also be plain http and lie at a private address; null for none
 */
public record AttachmentHosts(List<String> names, @Nullable URI local) {
    public AttachmentHosts {
        names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    public static AttachmentHosts of(String... names) {
        return new AttachmentHosts(List.of(names), null);
    }

    /** The same, and a server of the operator's own. */
    public AttachmentHosts andLocal(@Nullable URI base) {
        return new AttachmentHosts(names, base);
    }

    boolean isLocal(HttpUrl url) {
        HttpUrl own = local == null ? null : HttpUrl.get(local);
        return own != null
                && url.host().equals(own.host())
                && url.port() == own.port()
                && url.scheme().equals(own.scheme());
    }

    boolean admits(HttpUrl url) {
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            return false;
        }
        return isLocal(url)
                || (url.isHttps() && url.port() == 443 && names.stream().anyMatch(name -> matches(name, url.host())));
    }

    private static boolean matches(String name, String host) {
        return name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
    }
}
