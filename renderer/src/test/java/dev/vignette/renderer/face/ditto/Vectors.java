package dev.vignette.renderer.face.ditto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Golden numbers, computed independently from the published formulas. */
public final class Vectors {
    private Vectors() {}

    /** The file {@code vectors/ditto/name.json}. */
    public static JsonNode read(String name) {
        try (InputStream file = Vectors.class.getResourceAsStream("/vectors/ditto/" + name + ".json")) {
            return JsonMapper.shared().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All numbers below {@code node}, in order, however deeply nested. */
    public static float[] floats(JsonNode node) {
        List<Double> numbers = new ArrayList<>();
        collect(node, numbers);
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i).floatValue();
        }
        return floats;
    }

    public static int[] ints(JsonNode node) {
        float[] floats = floats(node);
        int[] ints = new int[floats.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) floats[i];
        }
        return ints;
    }

    private static void collect(JsonNode node, List<Double> into) {
        if (node.isNumber()) {
            into.add(node.asDouble());
        } else {
            node.forEach(child -> collect(child, into));
        }
    }
}
