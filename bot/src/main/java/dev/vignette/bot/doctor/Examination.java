package dev.vignette.bot.doctor;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.vignette.bot.models.InstalledModels;
import dev.vignette.bot.models.ModelRow;
import dev.vignette.bot.settings.Settings;
import dev.vignette.inference.choice.EngineChoice;
import dev.vignette.inference.gpu.GpuReport;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The looks at the installation, one method each. Changes nothing but a probe file in VIGNETTE_HOME. */
public final class Examination {
    private static final long LITTLE_DISK = 1_000_000_000;
    private static final int PATIENCE_MILLIS = 500;

    private final Settings settings;
    private final Function<String, @Nullable String> environment;

    /** @param environment gives the value of an environment variable, or null */
    public Examination(Settings settings, Function<String, @Nullable String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** All findings, in the order in which they are shown. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(List.of(
                look("Java", Machine::java),
                look("Voice (espeak-ng)", NativeParts::espeak),
                look("Film (FFmpeg)", NativeParts::ffmpeg),
                look("Photographs (OpenCV)", NativeParts::openCv),
                look("Home", this::home),
                look("Disk", this::disk),
                look("Port", this::port),
                look("Processor", Machine::processor),
                look("Memory", Machine::memory)));
        findings.addAll(gpu());
        findings.add(look("Models", this::models));
        findings.add(look("Pictures", this::pictures));
        findings.add(look("Ollama", this::ollama));
        return List.copyOf(findings);
    }

    /** Films are made without a GPU too, so nothing that it lacks is worse than worth knowing. */
    private List<Finding> gpu() {
        try {
            return GpuReport.look(settings.engine()).lines().stream()
                    .map(line -> line.good()
                            ? Finding.good(line.subject(), line.detail())
                            : Finding.note(line.subject(), line.detail(), line.advice()))
                    .toList();
        } catch (RuntimeException | LinkageError e) {
            return List.of(Finding.note(
                    "GPU", "could not be examined: " + e.getClass().getSimpleName() + ": " + e.getMessage(), ""));
        }
    }

    /** A look that breaks is itself a finding. */
    private static Finding look(String subject, Supplier<Finding> look) {
        try {
            return look.get();
        } catch (RuntimeException | LinkageError e) {
            return Finding.bad(
                    subject,
                    "could not be examined: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "Run this again with VIGNETTE_HOME set to an empty directory; if it stays so, report it.");
        }
    }

    private Finding home() {
        Path home = settings.home();
        try {
            Files.createDirectories(home);
            Files.delete(Files.createTempFile(home, "probe-", ".tmp"));
            return Finding.good("Home", home + " can be written");
        } catch (IOException e) {
            return Finding.bad(
                    "Home",
                    home + " cannot be written",
                    "Set VIGNETTE_HOME to a directory of yours, or give yourself the right to write there.");
        }
    }

    private Finding disk() {
        try {
            Path there = settings.home();
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            long free = Files.getFileStore(there).getUsableSpace();
            String detail = String.format(
                    Locale.ROOT, "%.1f GB free; clips may take %.1f GB", free / 1e9, settings.clipsOnDisk() / 1e9);
            return free < LITTLE_DISK
                    ? Finding.note("Disk", detail, "Free some space, or set VIGNETTE_CLIPS_DISK lower.")
                    : Finding.good("Disk", detail);
        } catch (IOException e) {
            return Finding.note("Disk", "the free space cannot be read", "");
        }
    }

    private Finding port() {
        String value = environment.apply("SERVER_PORT");
        int port;
        try {
            port = value == null ? 8000 : Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            return Finding.bad("Port", "SERVER_PORT is not a number", "Set it to a port such as 8000.");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Finding.good("Port", port + " is free");
        } catch (IOException | IllegalArgumentException e) {
            return Finding.note(
                    "Port",
                    port + " is in use, perhaps by a Vignette that runs already",
                    "If not, start it elsewhere: vignette run --port " + (port + 1));
        }
    }

    private Finding models() {
        ModelStore store = InstalledModels.open(settings.home(), environment);
        Map<ModelState, List<String>> byState = store.list().stream()
                .filter(holding -> holding.state() != ModelState.ABSENT)
                .collect(groupingBy(
                        ModelStore.Holding::state,
                        TreeMap::new,
                        mapping(holding -> holding.model().id().value(), toList())));
        if (byState.isEmpty()) {
            return Finding.note(
                    "Models",
                    "none; this machine can run " + InstalledModels.recommended(store),
                    InstalledModels.COMMAND);
        }
        String detail = byState.entrySet().stream()
                .map(entry -> ModelRow.name(entry.getKey()) + ": " + String.join(", ", entry.getValue()))
                .collect(joining("; "));
        boolean mendable = byState.containsKey(ModelState.DAMAGED) || byState.containsKey(ModelState.PARTLY);
        return mendable
                ? Finding.note("Models", detail, "Pull those that are not whole again: vignette models pull NAME")
                : Finding.good("Models", detail);
    }

    /** Who shows photographs; whether Ditto is fast enough is measured only when a film needs it. */
    private Finding pictures() {
        ModelStore store = InstalledModels.open(settings.home(), environment);
        ModelId ditto = new ModelId("ditto");
        boolean usable = store.directory(ditto).isPresent();
        String name = store.holding(store.catalog().require(ditto)).state() == ModelState.STAND_IN
                ? "ditto-standin (made-up weights)"
                : "ditto";
        return switch (settings.face()) {
            case PHOTO -> Finding.good("Pictures", "shown by photo-warp, as VIGNETTE_FACE says");
            case AUTO ->
                Finding.good(
                        "Pictures",
                        usable
                                ? "shown by " + name + " if this machine is fast enough for it, else by photo-warp"
                                        + preparation()
                                : "shown by photo-warp; ditto is not installed");
            case DITTO ->
                usable
                        ? Finding.good("Pictures", "shown by " + name + ", as VIGNETTE_FACE says" + preparation())
                        : Finding.note(
                                "Pictures",
                                "shown by photo-warp, since ditto cannot be used",
                                "Get it (again): vignette models pull ditto");
        };
    }

    /** Whether the first film will have to wait until Ditto was made ready for the GPU. */
    private String preparation() {
        EngineChoice choice = settings.engine();
        if (!GpuReport.driverLoaded() || (choice != EngineChoice.AUTO && choice != EngineChoice.TENSORRT)) {
            return "";
        }
        Path plans = settings.home().resolve("cache").resolve("plans");
        try (DirectoryStream<Path> ditto = Files.newDirectoryStream(plans, "ditto-decoder-*.plan")) {
            if (ditto.iterator().hasNext()) {
                return "; made ready for this GPU before";
            }
        } catch (IOException e) {
            // Nothing was made ready yet.
        }
        return "; with TensorRT, the first film makes it ready for the GPU, which takes some minutes";
    }

    private Finding ollama() {
        String value = environment.apply("OLLAMA_HOST");
        URI address = URI.create(
                value == null ? "http://127.0.0.1:11434" : value.contains("://") ? value : "http://" + value);
        int port = address.getPort() < 0 ? 11434 : address.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port), PATIENCE_MILLIS);
            return Finding.good("Ollama", "answers at " + address.getHost() + ":" + port);
        } catch (IOException | IllegalArgumentException e) {
            return Finding.note("Ollama", "not running; replies in chat will be scripted", "");
        }
    }
}
