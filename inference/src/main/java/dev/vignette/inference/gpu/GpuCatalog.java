package dev.vignette.inference.gpu;

import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The parts that there are for a platform, in the order in which they are installed. */
final class GpuCatalog {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GpuCatalog() {}

    /** None if there are none for this operating system and processor. */
    static List<GpuPart> here() {
        boolean linux = System.getProperty("os.name", "").startsWith("Linux");
        boolean x86 = System.getProperty("os.arch", "").matches("amd64|x86_64");
        return linux && x86 ? builtIn() : List.of();
    }

    static List<GpuPart> builtIn() {
        try (InputStream in = GpuCatalog.class.getResourceAsStream("/gpu/linux-x86_64.json")) {
            if (in == null) {
                throw new InferenceException("The program lacks /gpu/linux-x86_64.json. Build it again.");
            }
            return read(in);
        } catch (IOException | JacksonException e) {
            throw new InferenceException("The program's /gpu/linux-x86_64.json cannot be read.", e);
        }
    }

    static List<GpuPart> read(InputStream json) {
        return List.of(JSON.readValue(json, GpuPart[].class));
    }
}
