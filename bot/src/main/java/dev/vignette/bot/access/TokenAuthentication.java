package dev.vignette.bot.access;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Lets in whoever knows the token; there is one kind of user. */
final class TokenAuthentication implements AuthenticationProvider {
    private final Optional<AccessToken> token;

    TokenAuthentication(Optional<AccessToken> token) {
        this.token = token;
    }

    static Authentication candidate(String token) {
        return UsernamePasswordAuthenticationToken.unauthenticated("person", token);
    }

    @Override
    public @Nullable Authentication authenticate(Authentication candidate) {
        boolean known = candidate.getCredentials() instanceof String value
                && token.filter(secret -> secret.matches(value)).isPresent();
        if (!known) {
            throw new BadCredentialsException("The access token is wrong.");
        }
        return UsernamePasswordAuthenticationToken.authenticated("person", null, List.of());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
