package dev.vignette.inference.tensorrt;

import dev.vignette.inference.cuda.ComputeCapability;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a plan was built from and for: it is good for nothing else.
 *
 * @param network its name
 * @param model SHA-256 of the ONNX file and the files with its weights
 * @param options in their canonical form
 * @param gpu name
 * @param capability of the GPU
 * @param driver version
 * @param tensorRt version
 */
record PlanKey(
        String network,
        String model,
        String options,
        String gpu,
        ComputeCapability capability,
        String driver,
        String tensorRt) {
    /** What it was built from and on, without the software's versions: newer software replaces such a plan. */
    private String subject() {
        return String.join("\n", network, model, options, gpu, capability.toString());
    }

    String fileName() {
        String slug = network.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return slug + "-" + sha256(subject()).substring(0, 16) + "-"
                + sha256(driver + "\n" + tensorRt).substring(0, 8) + ".plan";
    }

    /** Beginning of the names of all plans for the same thing, by any version of the software. */
    String filePrefix() {
        String name = fileName();
        return name.substring(0, name.length() - "12345678.plan".length());
    }

    /** All of it, for the plan's header. */
    String text() {
        return subject() + "\n" + driver + "\n" + tensorRt;
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
