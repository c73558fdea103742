package dev.vignette.bot.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Sends people to the login page, and tells programs what is missing. */
final class LoginFirst implements AuthenticationEntryPoint {
    static final String PROBLEM = """
            {"type":"about:blank","title":"Log in first","status":401,\
            "detail":"This service asks for its access token: log in at /login, or send the header \\"Authorization: Bearer\
             TOKEN\\". Whoever started the service finds the token in its first lines and in the file access-token."}""";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if ("GET".equals(request.getMethod()) && accept != null && accept.contains(MediaType.TEXT_HTML_VALUE)) {
            response.setStatus(HttpStatus.FOUND.value());
            // Relative, so that it holds behind a proxy as well.
            response.setHeader(HttpHeaders.LOCATION, "/login");
            return;
        }
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter().write(PROBLEM);
    }
}
