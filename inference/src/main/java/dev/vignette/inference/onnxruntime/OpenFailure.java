package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.OrtException;
import dev.vignette.inference.InferenceException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** Says in a sentence why a file could not be opened. */
final class OpenFailure {
    private OpenFailure() {}

    static InferenceException of(Path model, String network, OrtException failure) {
        String message = oneLine(failure);
        String lower = message.toLowerCase(Locale.ROOT);
        String reason;
        if (lower.contains("external data") || lower.contains("external initializer") || lower.contains(".onnx_data")) {
            reason = "is incomplete: the file with its weights that belongs beside it is missing or damaged";
        } else {
            reason = switch (failure.getCode()) {
                case ORT_INVALID_PROTOBUF, ORT_MODEL_LOADED -> "is damaged or no ONNX file";
                case ORT_NO_SUCHFILE -> "cannot be read";
                case ORT_NOT_IMPLEMENTED -> "uses an operator that ONNX Runtime does not have on this device";
                default -> "was refused by ONNX Runtime";
            };
        }
        return new InferenceException(
                "The file " + model + " of the network " + network + " " + reason
                        + ". Pull the model again (ONNX Runtime says: " + message + ")",
                failure);
    }

    /** ONNX Runtime's text without line breaks, source locations, its C++ names and the code that Java has put before it. */
    static String oneLine(OrtException failure) {
        return oneLine(Objects.requireNonNullElse(failure.getMessage(), "nothing"));
    }

    static String oneLine(String message) {
        String line = message.replaceFirst("^Error code - \\S+ - message: ", "")
                .replaceAll("\\S+\\.(cc|h):\\d+ ", "")
                .replaceAll("\\s+", " ")
                .replaceAll(
                        "(?:static )?(?:[\\w:]*\\w[*&]? )?onnxruntime::[^\\[]*\\[ONNXRuntimeError\\] : \\d+ : \\w+ : ",
                        "")
                // The GPU's failures end with the machine's name and a line of source.
                .replaceAll(" ?; GPU=-?\\d+ ; hostname=\\S* ; file=\\S* ; line=\\d+ ; expr=.*$", "")
                .strip();
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }
}
