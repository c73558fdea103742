package dev.vignette.renderer.face.ditto.config;

import dev.vignette.inference.pickle.PickleException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dictionary of the configuration, read by the kind of its values. Immutable. */
final class Options {
    private final Map<?, ?> values;

    private Options(Map<?, ?> values) {
        this.values = values;
    }

    static Options of(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> new Options(map);
            case null -> new Options(Map.of());
            default -> throw new PickleException("The configuration is no dictionary.");
        };
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Whether there is something under this name. */
    boolean has(String key) {
        return get(key) != null;
    }

    private @Nullable Object get(String key) {
        return values.get(key);
    }

    private static PickleException wrong(String key, String wanted) {
        return new PickleException("The configuration's " + key + " should be " + wanted + ".");
    }

    /** Empty where there is none, or none with names. */
    Options section(String key) {
        return get(key) instanceof Map<?, ?> map ? new Options(map) : new Options(Map.of());
    }

    Options firstSection(String key) {
        return get(key) instanceof List<?> list && !list.isEmpty() ? of(list.getFirst()) : section(key);
    }

    int integer(String key, int otherwise) {
        return (int) number(key, otherwise);
    }

    double number(String key, double otherwise) {
        return switch (get(key)) {
            case null -> otherwise;
            case Number number -> number.doubleValue();
            case NumpyArray array when array.values().length == 1 -> array.values()[0];
            default -> throw wrong(key, "a number");
        };
    }

    boolean truth(String key, boolean otherwise) {
        return switch (get(key)) {
            case null -> otherwise;
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0;
            default -> throw wrong(key, "true or false");
        };
    }

    /** One number or a list of them. */
    List<Integer> integers(String key, List<Integer> otherwise) {
        return switch (get(key)) {
            case null -> otherwise;
            case Number number -> List.of(number.intValue());
            case List<?> list
            when !list.isEmpty() ->
                list.stream().map(entry -> integer(key, entry)).toList();
            default -> throw wrong(key, "a list of numbers");
        };
    }

    /** The words of a list; none where there is none. */
    List<String> words(String key) {
        return get(key) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    private static int integer(String key, @Nullable Object entry) {
        if (entry instanceof Number number) {
            return number.intValue();
        }
        throw wrong(key, "a list of numbers");
    }

    @Nullable
    NumpyArray array(String key) {
        return get(key) instanceof NumpyArray array ? array : null;
    }

    float[] floats(String key, int size) {
        return floats(key, get(key), size);
    }

    float[] firstFloats(String key, int size) {
        Object value = get(key) instanceof List<?> list && !list.isEmpty() ? list.getFirst() : get(key);
        return floats(key, value, size);
    }

    private static float[] floats(String key, @Nullable Object value, int size) {
        float[] floats = switch (value) {
            case NumpyArray array -> array.values();
            case Number number -> new float[] {number.floatValue()};
            case null, default -> throw wrong(key, "an array of " + size + " numbers");
        };
        if (floats.length != size) {
            throw wrong(key, "an array of " + size + " numbers");
        }
        return floats;
    }
}
