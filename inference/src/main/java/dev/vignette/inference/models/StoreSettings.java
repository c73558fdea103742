package dev.vignette.inference.models;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where models come from and go to.
 *
 * @param root directory that holds a directory per model
 * @param endpoint the hub, or a mirror with the same interface
 * @param token sent to the endpoint and to nobody else; empty for none
 * @param folder that may already hold files, as {@code <model>/<path>} or {@code <owner>/<repository>/<path>}
 * @param parallel files at the same time
 * @param stall how long a connection may give nothing before it is dropped and resumed
 */
public record StoreSettings(
        Path root, URI endpoint, String token, Optional<Path> folder, int parallel, Duration stall) {
    private static final int PARALLEL = 3;
    private static final Duration STALL = Duration.ofSeconds(30);

    /**
     * From {@code VIGNETTE_MODEL_MIRROR} or {@code HF_ENDPOINT}, {@code VIGNETTE_MODEL_TOKEN} or {@code HF_TOKEN}, and
     * {@code VIGNETTE_MODEL_DIR}.
     *
     * @param home {@code VIGNETTE_HOME}
     * @throws ModelStoreException if an address cannot be used
     */
    public static StoreSettings from(Path home, Function<String, @Nullable String> environment) {
        String endpoint = first(environment, "https://huggingface.co", "VIGNETTE_MODEL_MIRROR", "HF_ENDPOINT");
        String folder = first(environment, "", "VIGNETTE_MODEL_DIR");
        return new StoreSettings(
                home.resolve("models"),
                address(endpoint),
                first(environment, "", "VIGNETTE_MODEL_TOKEN", "HF_TOKEN"),
                folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder)),
                PARALLEL,
                STALL);
    }

    private static String first(Function<String, @Nullable String> environment, String otherwise, String... names) {
        return Stream.of(names)
                .map(environment)
                .filter(Objects::nonNull)
                .map(value -> Objects.requireNonNull(value).strip())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(otherwise);
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            String scheme = Objects.requireNonNullElse(address.getScheme(), "").toLowerCase(Locale.ROOT);
            if (address.getHost() != null && address.getUserInfo() == null && scheme.matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // the sentence below says it
        }
        throw new ModelStoreException(
                ModelStoreException.Reason.SETTING,
                "VIGNETTE_MODEL_MIRROR or HF_ENDPOINT is \"" + text + "\". Set it to an address such as"
                        + " https://hf-mirror.com.");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "StoreSettings[" + root + ", " + endpoint + (token.isEmpty() ? "]" : ", with a token]");
    }
}
