package dev.vignette.bot.chat;

import dev.vignette.bot.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.HttpRequestHandler;

/**
 * The web server with the service's own guards and a login that the platform does not have, and an endpoint in it that a
 * platform calls. Which handler answers may change from test to test.
 */
public final class GuardedEndpoint implements AutoCloseable {
    private final ConfigurableApplicationContext service;
    private final String path;
    private volatile @Nullable HttpRequestHandler handler;

    /** No {@code @Configuration}, or the whole service would find it among the tests, and have no database then. */
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
            })
    @ComponentScan("dev.vignette.bot.access")
    @ComponentScan(
            basePackages = "dev.vignette.bot.web",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(BrowserGuard|BodyLimitFilter)"))
    static class Guarded {}

    /** @param path of the endpoint, which is also its name as a bean */
    public GuardedEndpoint(String path, Path home) {
        this.path = path;
        service = new SpringApplicationBuilder(Guarded.class)
                .initializers(context -> {
                    var beans = (GenericApplicationContext) context;
                    beans.registerBean(
                            Settings.class, () -> Settings.from(Map.of("vignette.home", home.toString())::get));
                    beans.registerBean(
                            path,
                            HttpRequestHandler.class,
                            () -> (request, response) ->
                                    Objects.requireNonNull(handler).handleRequest(request, response));
                })
                .properties("vignette.access.token=a token long enough to be one", "logging.level.root=warn")
                .run("--server.port=0");
    }

    public void answerBy(HttpRequestHandler next) {
        handler = next;
    }

    public URI address() {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        service.close();
    }
}
