package dev.vignette.bot.web;

import dev.vignette.bot.settings.Settings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps other people's web pages away from a service that trusts whoever reaches it. A browser on this machine can be
 * made to call it by any page: so a request that changes something is refused when it comes from another origin, and any
 * request is refused when it calls the service by a name that is not its own (DNS rebinding). Plain addresses are fine,
 * since they cannot be rebound. Sets the headers that tell browsers what the pages here may do.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BrowserGuard extends OncePerRequestFilter {
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-f]*:[0-9a-f:.]*]?");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " media-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";
    /** Swagger UI writes styles into its elements. */
    private static final String DOCUMENTATION_POLICY =
            POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    private final Set<String> names;

    BrowserGuard(Settings settings) {
        names = Set.copyOf(settings.allowedHosts());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(
                "Content-Security-Policy",
                request.getRequestURI().startsWith("/swagger-ui") ? DOCUMENTATION_POLICY : POLICY);
        if (!known(request.getServerName().toLowerCase(Locale.ROOT))) {
            DirectAnswer.send(
                    response,
                    Problem.of(
                            HttpStatus.MISDIRECTED_REQUEST,
                            "unknown-host",
                            "Called by a foreign name",
                            "This service does not go by the name it was called by. Its operator can allow the name with"
                                    + " VIGNETTE_ALLOWED_HOSTS.",
                            false));
        } else if (!HARMLESS.contains(request.getMethod()) && foreign(request)) {
            DirectAnswer.send(
                    response,
                    Problem.of(
                            HttpStatus.FORBIDDEN,
                            "foreign-origin",
                            "Asked by another site",
                            "Only this service's own pages may do that from a browser. Programs may leave the Origin"
                                    + " header out.",
                            false));
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean known(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost") // reserved for loopback, RFC 6761, §6.3
                || ADDRESS.matcher(host).matches()
                || names.contains(host)
                || names.contains("*");
    }

    private static boolean foreign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !OWN.contains(site)) {
            return true;
        }
        String origin = request.getHeader("Origin");
        // Behind a proxy that ends TLS the schemes differ, so only host and port are compared.
        return origin != null && !authority(origin).equals(request.getHeader("Host"));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
