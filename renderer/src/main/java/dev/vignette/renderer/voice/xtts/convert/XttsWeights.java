package dev.vignette.renderer.voice.xtts.convert;

import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.checkpoint.Checkpoint;
import dev.vignette.inference.checkpoint.CheckpointException;
import dev.vignette.inference.checkpoint.StoredTensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** A checkpoint whose tensors are all there and of the expected shapes; what else it holds is passed over. */
final class XttsWeights implements AutoCloseable {
    /** Key beside the tensors that marks made-up weights. */
    static final String STAND_IN = "vignette.standin";

    /** The published file carries its configuration as objects of these. */
    private static final List<String> CONFIGURATIONS = List.of("TTS.");

    private final Checkpoint checkpoint;
    private final Map<String, StoredTensor> tensors;
    private final XttsSizes sizes;

    private XttsWeights(Checkpoint checkpoint, Map<String, StoredTensor> tensors, XttsSizes sizes) {
        this.checkpoint = checkpoint;
        this.tensors = tensors;
        this.sizes = sizes;
    }

    /** @throws CheckpointException if the file is none, or not of XTTS-v2; the first difference is named */
    static XttsWeights open(Path file) {
        Checkpoint checkpoint = Checkpoint.open(file, CONFIGURATIONS);
        try {
            Map<String, StoredTensor> tensors = new HashMap<>();
            checkpoint.tensors("model").forEach((name, tensor) -> tensors.put(plain(name), tensor));
            XttsSizes sizes = XttsSizes.of(tensors);
            XttsLayout.of(sizes).forEach((name, shape) -> require(file, tensors, name, shape));
            return new XttsWeights(checkpoint, tensors, sizes);
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    /** Fine-tuned checkpoints put {@code xtts.} before every name; older ones call gains and directions g and v. */
    private static String plain(String name) {
        String bare = name.startsWith("xtts.") ? name.substring("xtts.".length()) : name;
        return bare.replaceFirst("\\.weight_g$", ".parametrizations.weight.original0")
                .replaceFirst("\\.weight_v$", ".parametrizations.weight.original1");
    }

    private static void require(Path file, Map<String, StoredTensor> tensors, String name, long[] shape) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null
                || !tensor.dimensions().equals(LongStream.of(shape).boxed().toList())) {
            throw new CheckpointException("The file " + file + " is no checkpoint of XTTS-v2: its tensor " + name
                    + (tensor == null
                            ? " is missing"
                            : " is " + tensor + " where " + TensorSpec.shapeText(shape) + " belongs")
                    + ". Choose the model.pth of coqui/XTTS-v2, or one fine-tuned from it.");
        }
    }

    XttsSizes sizes() {
        return sizes;
    }

    boolean standIn() {
        return Boolean.TRUE.equals(checkpoint.value(STAND_IN));
    }

    long[] shape(String name) {
        return tensor(name).dimensions().stream().mapToLong(Long::longValue).toArray();
    }

    float[] floats(String name) {
        return checkpoint.floats(tensor(name));
    }

    private StoredTensor tensor(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    /** A layer of outputs × inputs, the other way round. */
    float[] transposed(String name) {
        long[] shape = shape(name);
        int rows = Math.toIntExact(shape[0]);
        int columns = Math.toIntExact(shape[1]);
        float[] from = floats(name);
        float[] turned = new float[from.length];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                turned[k * rows + i] = from[i * columns + k];
            }
        }
        return turned;
    }

    /** Gains times directions of length one, for each slice of the first axis (Salimans and Kingma 2016). */
    float[] normed(String layer) {
        float[] gains = floats(layer + ".parametrizations.weight.original0");
        float[] values = floats(layer + ".parametrizations.weight.original1");
        int slice = values.length / gains.length;
        for (int i = 0; i < gains.length; i++) {
            double square = 0;
            for (int k = i * slice; k < (i + 1) * slice; k++) {
                square += (double) values[k] * values[k];
            }
            double scale = square == 0 ? 0 : gains[i] / Math.sqrt(square);
            for (int k = i * slice; k < (i + 1) * slice; k++) {
                values[k] = (float) (values[k] * scale);
            }
        }
        return values;
    }

    @Override
    public void close() {
        checkpoint.close();
    }
}
