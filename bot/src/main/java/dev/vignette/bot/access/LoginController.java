package dev.vignette.bot.access;

import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The login page, and the login itself: ten wrong tokens a minute at most, from wherever they come. */
@Controller
class LoginController {
    private static final int TRIES = 10;

    private final AuthenticationManager tokens;
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
    private final Bucket failures = Bucket.builder()
            .addLimit(limit -> limit.capacity(TRIES).refillGreedy(TRIES, Duration.ofMinutes(1)))
            .build();

    LoginController(AuthenticationManager tokens) {
        this.tokens = tokens;
    }

    record Login(String token) {
        /** Spring writes what it has read into the log at debug. */
        @Override
        public String toString() {
            return "Login[hidden]";
        }
    }

    @GetMapping("/login")
    String page() {
        return "forward:/login.html";
    }

    @PostMapping(path = "/login", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> logIn(@RequestBody Login login, HttpServletRequest request, HttpServletResponse response) {
        if (failures.getAvailableTokens() == 0) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header("Retry-After", "60")
                    .build();
        }
        try {
            Authentication known = tokens.authenticate(
                    TokenAuthentication.candidate(login.token().strip()));
            if (request.getSession(false) != null) {
                request.changeSessionId();
            }
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(known);
            SecurityContextHolder.setContext(context);
            sessions.saveContext(context, request, response);
            return ResponseEntity.noContent().build();
        } catch (AuthenticationException e) {
            failures.tryConsume(1);
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
    }
}
