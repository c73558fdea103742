package dev.vignette.inference.models;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Name of a model and of its directory, such as {@code whisper-base}. */
public record ModelId(@JsonValue String value) implements Comparable<ModelId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ModelId {
        if (!FORM.matcher(value).matches()) {
            throw new ModelStoreException(
                    ModelStoreException.Reason.UNKNOWN_MODEL,
                    "\"" + value + "\" is no model's name. \"vignette models list\" shows them.");
        }
    }

    @Override
    public int compareTo(ModelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
