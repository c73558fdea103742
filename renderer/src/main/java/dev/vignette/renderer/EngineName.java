package dev.vignette.renderer;

import java.util.regex.Pattern;

/**
 * Name and version of an engine, as shown to people and counted in a clip's identity.
 *
 * @param name lower case, as in {@code voice=espeak}; what it is, never what it stands in for
 * @param version changes whenever the same input would give other sound or pixels
 */
public record EngineName(String name, String version) {
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._+-]{0,63}");

    public EngineName {
        if (!WORD.matcher(name).matches() || !WORD.matcher(version).matches()) {
            throw new IllegalArgumentException("Not an engine name and version: " + name + " " + version);
        }
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
