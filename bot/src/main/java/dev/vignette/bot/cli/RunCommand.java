package dev.vignette.bot.cli;

import dev.vignette.bot.access.AccessToken;
import dev.vignette.bot.access.Door;
import dev.vignette.bot.engines.Equipment;
import dev.vignette.bot.models.InstalledModels;
import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.web.VignetteService;
import dev.vignette.inference.models.ModelStore;
import java.io.PrintWriter;
import java.net.BindException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the service. */
@Command(
        name = "run",
        description = "Starts the service: web page, REST API and its documentation.",
        footer = {
            "",
            "It listens on 127.0.0.1 only, open to whoever uses this machine. VIGNETTE_ADDRESS opens it to a network;",
            "then people log in with the access token that is shown at the start (VIGNETTE_ACCESS_TOKEN chooses it)."
        })
final class RunCommand implements Callable<Integer> {
    private final Supplier<Settings> settings;
    private final BiFunction<Settings, ModelStore, Equipment> equipment;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on (SERVER_PORT; 8000).")
    private @Nullable Integer port;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    RunCommand(Supplier<Settings> settings, BiFunction<Settings, ModelStore, Equipment> equipment) {
        this.settings = settings;
        this.equipment = equipment;
    }

    @Override
    public Integer call() {
        Settings read = settings.get();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Vignette is starting…");
        out.flush();
        SpringApplication application = new SpringApplication(VignetteService.class);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean(
                        Equipment.class,
                        () -> equipment.apply(context.getBean(Settings.class), context.getBean(ModelStore.class))));
        application.setDefaultProperties(
                Map.of("vignette.home", read.home().toString(), "logging.config", "classpath:logback-service.xml"));
        String[] arguments = port == null ? new String[0] : new String[] {"--server.port=" + port};
        try {
            ConfigurableApplicationContext context = application.run(arguments);
            out.println(welcome(context));
            InstalledModels.hint(context.getBean(ModelStore.class)).ifPresent(out::println);
            out.flush();
            return VignetteCommand.GOES_ON;
        } catch (RuntimeException e) {
            if (portInUse(e)) {
                spec.commandLine()
                        .getErr()
                        .println("vignette: The port is in use. Choose another: vignette run --port 8001");
                return ExitStatus.UNAVAILABLE.code();
            }
            if (databaseInUse(e)) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "vignette: Another Vignette runs on " + read.home()
                                        + ". Stop it first, or give this one a home of its own: VIGNETTE_HOME=DIR vignette run");
                return ExitStatus.UNAVAILABLE.code();
            }
            throw e;
        }
    }

    private static String welcome(ConfigurableApplicationContext context) {
        String port = context.getEnvironment().getProperty("local.server.port", "?");
        String address = context.getEnvironment().getProperty("server.address", "127.0.0.1");
        // A wildcard is no address to call; from elsewhere the machine's own name does.
        String host = Set.of("127.0.0.1", "0.0.0.0", "::").contains(address) ? "localhost" : address;
        String url = "http://" + host + ":" + port + "/";
        String login = context.getBean(Door.class)
                .token()
                .map(AccessToken::reveal)
                .map(token -> "\nLog in with: " + url + "login#token=" + token + "   (keep it to yourself)")
                .orElse("");
        return "Vignette is ready: " + url + "   (API: /swagger-ui.html, stop with Ctrl-C)" + login;
    }

    private static boolean portInUse(Throwable failure) {
        return causes(failure).anyMatch(cause -> cause instanceof PortInUseException || cause instanceof BindException);
    }

    private static boolean databaseInUse(Throwable failure) {
        return causes(failure)
                .anyMatch(cause ->
                        cause instanceof SQLException sql && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
