package dev.vignette.bot.cli;

import dev.vignette.bot.ProductVersion;
import dev.vignette.bot.engines.Equipment;
import dev.vignette.bot.engines.InstalledEquipment;
import dev.vignette.bot.models.InstalledModels;
import dev.vignette.bot.settings.Settings;
import dev.vignette.inference.cuda.GpuLibraries;
import dev.vignette.inference.gpu.GpuInstallation;
import dev.vignette.inference.models.ModelStore;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's command line. */
@Command(
        name = "vignette",
        description = "Answers with a short film: a face you know, in a voice you know, saying the reply.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "State lies under VIGNETTE_HOME (~/.vignette)."})
public final class VignetteCommand implements Runnable {
    /** Returned when the program has started to serve and must not end with {@code main}. */
    public static final int GOES_ON = -1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? One of: run, clip, avatars, models, doctor.");
    }

    /** Runs a command and returns its exit status, or {@link #GOES_ON}. */
    public static int execute(String... arguments) {
        return commandLine(System::getenv, InstalledEquipment::find).execute(arguments);
    }

    static CommandLine commandLine(
            Function<String, @Nullable String> environment, BiFunction<Settings, ModelStore, Equipment> equipment) {
        Supplier<Settings> settings = () -> {
            Settings read = Settings.fromEnvironment(environment);
            // Before the first native library is loaded.
            System.setProperty(
                    "org.bytedeco.javacpp.cachedir", read.nativeCache().toString());
            GpuLibraries.installedUnder(read.home());
            return read;
        };
        Supplier<ModelStore> models = () -> InstalledModels.open(settings.get().home(), environment);
        CommandLine line = new CommandLine(new VignetteCommand())
                .addSubcommand(new RunCommand(settings, equipment))
                .addSubcommand(new ClipCommand(settings, equipment, models))
                .addSubcommand(new AvatarsCommand())
                .addSubcommand(ModelsCommand.line(models))
                .addSubcommand(GpuCommand.line(
                        settings, () -> GpuInstallation.of(settings.get().home(), environment)))
                .addSubcommand(new DoctorCommand(settings));
        describe(line);
        line.setExecutionExceptionHandler((failure, command, result) -> {
            report(failure, command.getErr());
            return ExitStatus.of(failure).code();
        });
        line.setParameterExceptionHandler((failure, values) -> {
            PrintWriter err = failure.getCommandLine().getErr();
            err.println("vignette: " + failure.getMessage());
            err.println("Try \"" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help\".");
            return ExitStatus.USAGE.code();
        });
        return line;
    }

    private static void describe(CommandLine line) {
        line.getCommandSpec()
                .mixinStandardHelpOptions(true)
                .version("vignette " + ProductVersion.current().value());
        line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit status:%n");
        line.getCommandSpec()
                .usageMessage()
                .exitCodeList(Arrays.stream(ExitStatus.values())
                        .collect(
                                LinkedHashMap::new,
                                (map, status) -> map.put(Integer.toString(status.code()), status.meaning()),
                                LinkedHashMap::putAll));
        line.getSubcommands().values().forEach(VignetteCommand::describe);
    }

    /** Our own failures are sentences; of others, the kind is said as well. */
    private static void report(Throwable failure, PrintWriter err) {
        boolean ours = failure.getClass().getPackageName().startsWith("dev.vignette");
        String message = Objects.requireNonNullElse(failure.getMessage(), "no further explanation");
        err.println("vignette: " + (ours ? message : failure.getClass().getSimpleName() + ": " + message));
        if (System.getenv("VIGNETTE_DEBUG") != null) {
            failure.printStackTrace(err);
        }
    }
}
