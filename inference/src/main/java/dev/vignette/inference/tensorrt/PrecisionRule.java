package dev.vignette.inference.tensorrt;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Layers that stay in single precision in a network that is otherwise built with less.
 *
 * @param names layer names, where {@code *} stands for anything; the ONNX parser names layers after the file's nodes
 * @param type TensorRT's layer type without its k, such as {@code NORMALIZATION}, or {@code *} for any
 */
public record PrecisionRule(String names, String type) {
    public PrecisionRule {
        if (names.isBlank() || type.isBlank()) {
            throw new IllegalArgumentException("A precision rule needs a name and a type; * stands for any.");
        }
        type = type.toUpperCase(Locale.ROOT);
    }

    /** Layers of these names, such as {@code *GridSample*}. */
    public static PrecisionRule named(String names) {
        return new PrecisionRule(names, "*");
    }

    /** Layers of this type, such as {@code SOFTMAX}. */
    public static PrecisionRule ofType(String type) {
        return new PrecisionRule("*", type);
    }

    boolean applies(String layer, String layerType) {
        return (type.equals("*") || type.equals(layerType))
                && pattern().matcher(layer).matches();
    }

    private Pattern pattern() {
        StringBuilder expression = new StringBuilder();
        for (String part : names.split("\\*", -1)) {
            if (!expression.isEmpty()) {
                expression.append(".*");
            }
            expression.append("(?:").append(Pattern.quote(part)).append(')');
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }
}
