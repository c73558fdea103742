package dev.vignette.renderer.voice.xtts.network;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.graph.WeightsFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The converted transformer's weights, read from beside its graph and written again in another precision, each once however many
 * graphs use it. For one thread; one weight is held at a time.
 */
final class GptWeights implements AutoCloseable {
    private static final ValueLayout.OfFloat FLOATS =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path model;
    private final boolean standIn;
    private final WeightsFile to;
    private final ElementType type;
    private final Map<String, TensorProto> from = new HashMap<>();
    private final Map<String, TensorProto> written = new HashMap<>();
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment data;

    /**
     * @param model {@link XttsFile#GPT}, in single precision
     * @param to where they are written
     * @param type FLOAT32 or FLOAT16, to which they are rounded
     */
    GptWeights(Path model, WeightsFile to, ElementType type) throws IOException {
        this.model = model;
        this.to = to;
        this.type = type;
        OnnxFile file = OnnxFile.read(model);
        standIn = file.standIn();
        file.model().getGraph().getInitializerList().forEach(tensor -> from.put(tensor.getName(), tensor));
        if (file.filesBeside().size() != 1) {
            arena.close();
            throw damaged("does not name its weights");
        }
        try (FileChannel channel =
                FileChannel.open(model.resolveSibling(file.filesBeside().getFirst()))) {
            data = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            arena.close();
            throw e;
        }
    }

    ElementType type() {
        return type;
    }

    boolean standIn() {
        return standIn;
    }

    /** In the graphs' precision. */
    String constant(GraphBuilder graph, String name) {
        return there(graph, name, type);
    }

    /** In single precision, whatever that of the others. */
    String single(GraphBuilder graph, String name) {
        return there(graph, name, ElementType.FLOAT32);
    }

    private String there(GraphBuilder graph, String name, ElementType as) {
        return graph.constant(written.computeIfAbsent(name, key -> copied(key, as)));
    }

    private TensorProto copied(String name, ElementType as) {
        TensorProto place = from.get(name);
        if (place == null || place.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
            throw damaged("has no weight " + name + " in single precision");
        }
        long[] shape = place.getDimsList().stream().mapToLong(Long::longValue).toArray();
        long count = 1;
        for (long size : shape) {
            count = Math.multiplyExact(count, size);
        }
        long offset = Long.parseLong(entry(place, "offset"));
        if (Long.parseLong(entry(place, "length")) != 4 * count || offset < 0 || offset + 4 * count > data.byteSize()) {
            throw damaged("is longer than the weights beside it");
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(count * as.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < count; i++) {
            float value = data.get(FLOATS, offset + 4 * i);
            if (as == ElementType.FLOAT32) {
                bytes.putFloat(value);
            } else {
                bytes.putShort(Float.floatToFloat16(value));
            }
        }
        return to.add(name, as, UnsafeByteOperations.unsafeWrap(bytes.flip()), shape);
    }

    private String entry(TensorProto place, String key) {
        return place.getExternalDataList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .map(StringStringEntryProto::getValue)
                .findFirst()
                .orElseThrow(() -> damaged("does not say where " + place.getName() + " lies"));
    }

    private InferenceException damaged(String how) {
        return new InferenceException("The file " + Objects.requireNonNull(model.getFileName()) + " " + how
                + ". Convert the model again: vignette models convert xtts");
    }

    @Override
    public void close() {
        arena.close();
    }
}
