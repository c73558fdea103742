package dev.vignette.renderer.voice.espeak;

import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where libespeak-ng may be, and how to get it where it is not. */
final class EspeakInstallation {
    /** Names and paths by system, as {@code dlopen} takes them: Linux first, then Homebrew's two prefixes and MacPorts. */
    static final List<String> LIBRARIES = List.of(
            "libespeak-ng.so.1",
            "libespeak-ng.so",
            "/opt/homebrew/lib/libespeak-ng.dylib",
            "/usr/local/lib/libespeak-ng.dylib",
            "/opt/local/lib/libespeak-ng.dylib",
            "libespeak-ng.dylib");

    private EspeakInstallation() {}

    static RenderException missing() {
        return new RenderException(
                Reason.ENGINE_MISSING, "espeak-ng is not installed. Install it with: " + install(system()));
    }

    /** The command that installs espeak-ng on a system, named as in {@code /etc/os-release} ({@code ID} and {@code ID_LIKE}). */
    static String install(String system) {
        if (system.contains("mac")) {
            return "brew install espeak-ng";
        }
        if (system.contains("fedora") || system.contains("rhel")) {
            return "sudo dnf install espeak-ng";
        }
        if (system.contains("arch")) {
            return "sudo pacman -S espeak-ng";
        }
        if (system.contains("alpine")) {
            return "sudo apk add espeak-ng";
        }
        if (system.contains("suse")) {
            return "sudo zypper install espeak-ng";
        }
        return "sudo apt-get install espeak-ng";
    }

    private static String system() {
        try {
            return String.join(
                    " ",
                    Files.readAllLines(Path.of("/etc/os-release")).stream()
                            .filter(line -> line.startsWith("ID=") || line.startsWith("ID_LIKE="))
                            .toList());
        } catch (IOException e) {
            return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        }
    }
}
