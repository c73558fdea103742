package dev.vignette.renderer.avatar;

import java.util.regex.Pattern;

/** Short name of an avatar: lower-case letters, digits and dashes, 1 to 32 characters, beginning with a letter. */
public record AvatarId(String value) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public AvatarId {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("Not an avatar name (a-z, 0-9, dash; at most 32): \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
