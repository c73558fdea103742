package dev.vignette.bot.access;

import dev.vignette.bot.settings.Settings;
import jakarta.servlet.DispatcherType;
import java.security.SecureRandom;
import java.util.Arrays;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Open on loopback; behind a token elsewhere, given in the login form or as {@code Authorization: Bearer}. Forged requests
 * are kept out by the origin they name ({@code BrowserGuard}) and by a strict session cookie, so there is no token in forms.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    private static final String[] OPEN = {
        "/login",
        "/login.*",
        "/icon.svg",
        "/health",
        "/style/*",
        "/fonts/*",
        // Signed by Slack, which knows no token of ours; there only if a signing secret is set.
        "/slack/events",
        // Shown a secret by Telegram; there only if a webhook is set.
        "/telegram/updates"
    };

    @Bean
    Door door(
            Settings settings,
            @Value("${server.address:127.0.0.1}") String address,
            @Value("${vignette.access.token:}") String configured) {
        return new Door(
                AccessToken.required(address, configured, settings.home().resolve("access-token"), new SecureRandom()));
    }

    /** Also keeps Spring Boot from making up a user of its own. */
    @Bean
    AuthenticationManager authenticationManager(Door door) {
        return new ProviderManager(new TokenAuthentication(door.token()));
    }

    /** Each of a dozen filters would be timed for every request otherwise, which costs more than the filters. */
    @Bean
    SecurityObservationSettings unobservedFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain access(HttpSecurity http, Door door, AuthenticationManager tokens) throws Exception {
        http.csrf(AbstractHttpConfigurer::disable)
                .headers(HeadersConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.IF_REQUIRED));
        if (door.token().isEmpty()) {
            return http.logout(AbstractHttpConfigurer::disable)
                    .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                    .build();
        }
        return http.authenticationManager(tokens)
                .logout(logout -> logout.logoutRequestMatcher(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/logout"))
                        .logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(matchers())
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(failures -> failures.authenticationEntryPoint(new LoginFirst()))
                .addFilterBefore(new BearerFilter(tokens), UsernamePasswordAuthenticationFilter.class)
                .build();
    }

    private static PathPatternRequestMatcher[] matchers() {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return Arrays.stream(OPEN).map(paths::matcher).toArray(PathPatternRequestMatcher[]::new);
    }
}
