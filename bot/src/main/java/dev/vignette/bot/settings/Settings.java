package dev.vignette.bot.settings;

import static java.util.stream.Collectors.joining;

import dev.vignette.inference.choice.EngineChoice;
import dev.vignette.renderer.face.ditto.config.FilmOptions;
import dev.vignette.renderer.face.ditto.device.FramePrecision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All settings of Vignette itself; those of the web server ({@code SERVER_PORT}, {@code SERVER_ADDRESS}) are Spring
 * Boot's. {@code docs/configuration.md} has the table.
 *
 * @param home where all state lies
 * @param clipsOnDisk bytes of films kept on disk
 * @param clipsInMemory bytes of films kept in memory
 * @param renderWorkers films made at the same time
 * @param renderQueue films that may wait; beyond, requests are turned away
 * @param maxSpeech longest film when a request does not say
 * @param allowedHosts names by which the service may be called besides loopback names and plain addresses
 * @param warmUp whether the service makes a throw-away film when it starts
 * @param face who shows photographs
 * @param films what is chosen instead of what Ditto's configuration says
 * @param precision of Ditto's frames where TensorRT makes them
 * @param engine what runs networks
 * @param voice who speaks for those who have a voice of their own
 */
public record Settings(
        Path home,
        long clipsOnDisk,
        long clipsInMemory,
        int renderWorkers,
        int renderQueue,
        Duration maxSpeech,
        List<String> allowedHosts,
        boolean warmUp,
        FaceChoice face,
        FilmOptions films,
        FramePrecision precision,
        EngineChoice engine,
        VoiceChoice voice) {

    /** No request may ask for a longer film. */
    public static final Duration LONGEST_SPEECH = Duration.ofMinutes(5);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(B|KB|MB|GB|TB)?", Pattern.CASE_INSENSITIVE);

    public Settings {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** From environment variables alone: {@code vignette.clips.disk} is read from {@code VIGNETTE_CLIPS_DISK}. */
    public static Settings fromEnvironment(Function<String, @Nullable String> environment) {
        return from(key -> environment.apply(variable(key)));
    }

    /**
     * @param source gives the value of a property such as {@code vignette.home}, or null
     * @throws SettingsException if a value cannot be used
     */
    public static Settings from(Function<String, @Nullable String> source) {
        Source values = new Source(source);
        int processors = Runtime.getRuntime().availableProcessors();
        return new Settings(
                home(values.text("vignette.home", "")),
                values.size("vignette.clips.disk", "5GB"),
                values.size("vignette.clips.memory", "64MB"),
                values.number("vignette.render.workers", Math.max(1, processors / 2), 1, 256),
                values.number("vignette.render.queue", 256, 1, 100_000),
                Duration.ofSeconds(
                        values.number("vignette.max-seconds", 60, 1, Math.toIntExact(LONGEST_SPEECH.toSeconds()))),
                values.list("vignette.allowed-hosts"),
                values.flag("vignette.warm-up", true),
                values.choice("vignette.face", FaceChoice.AUTO),
                values.films("vignette.face.overlap"),
                values.precision("vignette.face.precision"),
                values.choice("vignette.engine", EngineChoice.AUTO),
                values.choice("vignette.voice", VoiceChoice.AUTO));
    }

    public Path clips() {
        return home.resolve("clips");
    }

    /** The speech of clips, as voice notes. */
    public Path voiceNotes() {
        return home.resolve("voice-notes");
    }

    public Path consent() {
        return home.resolve("consent");
    }

    /** Where JavaCPP unpacks native libraries. */
    public Path nativeCache() {
        return home.resolve("cache").resolve("javacpp");
    }

    private static Path home(String value) {
        return value.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".vignette").toAbsolutePath()
                : Path.of(value).toAbsolutePath().normalize();
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private record Source(Function<String, @Nullable String> values) {

        String text(String key, String otherwise) {
            String value = values.apply(key);
            return value == null || value.isBlank() ? otherwise : value.strip();
        }

        int number(String key, int otherwise, int least, int most) {
            String value = text(key, Integer.toString(otherwise));
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // the message below says it
            }
            throw unusable(key, value, "a whole number from " + least + " to " + most);
        }

        FilmOptions films(String key) {
            String value = text(key, FilmOptions.FINISHED.toString());
            try {
                return FilmOptions.parse(value);
            } catch (IllegalArgumentException e) {
                throw unusable(
                        key,
                        value,
                        "a whole number from " + FilmOptions.LEAST_OVERLAP + " to " + FilmOptions.MOST_OVERLAP
                                + ", or released");
            }
        }

        FramePrecision precision(String key) {
            String value = text(key, FramePrecision.HALF.toString());
            try {
                return FramePrecision.parse(value);
            } catch (IllegalArgumentException e) {
                throw unusable(key, value, "half, or int8 with the least quality in dB, such as int8:50");
            }
        }

        long size(String key, String otherwise) {
            String value = text(key, otherwise);
            Matcher size = SIZE.matcher(value);
            if (!size.matches()) {
                throw unusable(key, value, "a size such as 500MB or 5GB");
            }
            String unit = size.group(2) == null ? "B" : size.group(2).toUpperCase(Locale.ROOT);
            long factor = switch (unit) {
                case "KB" -> 1_000L;
                case "MB" -> 1_000_000L;
                case "GB" -> 1_000_000_000L;
                case "TB" -> 1_000_000_000_000L;
                default -> 1L;
            };
            try {
                return Math.multiplyExact(Long.parseLong(size.group(1)), factor);
            } catch (ArithmeticException e) {
                throw unusable(key, value, "a size such as 500MB or 5GB");
            }
        }

        boolean flag(String key, boolean otherwise) {
            String value = text(key, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
            return switch (value) {
                case "true", "yes", "on", "1" -> true;
                case "false", "no", "off", "0" -> false;
                default -> throw unusable(key, value, "true or false");
            };
        }

        <E extends Enum<E>> E choice(String key, E otherwise) {
            String value = text(key, otherwise.name());
            E[] all = otherwise.getDeclaringClass().getEnumConstants();
            return Arrays.stream(all)
                    .filter(one -> one.name().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> unusable(
                            key,
                            value,
                            "one of "
                                    + Arrays.stream(all)
                                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                                            .collect(joining(", "))));
        }

        List<String> list(String key) {
            return Arrays.stream(text(key, "").split(","))
                    .map(item -> item.strip().toLowerCase(Locale.ROOT))
                    .filter(item -> !item.isEmpty())
                    .toList();
        }

        private static SettingsException unusable(String key, String value, String wanted) {
            return new SettingsException(
                    "The setting " + variable(key) + " must be " + wanted + ", not \"" + value + "\".");
        }
    }
}
