package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model in the ONNX file format, in memory.
 *
 * @param model as the format's classes have it; weights that lie in files beside the model are not in it
 */
public record OnnxFile(ModelProto model) {

    /**
     * Reads a file as a whole, weights and all.
     *
     * @throws InferenceException if there is none, or it is no ONNX file
     */
    public static OnnxFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            CodedInputStream coded = CodedInputStream.newInstance(in, 1 << 16);
            coded.setSizeLimit(Integer.MAX_VALUE);
            ModelProto model = ModelProto.parseFrom(coded);
            if (!model.hasGraph() || model.getOpsetImportCount() == 0) {
                throw new InferenceException("The file " + file + " is no ONNX file: it has no graph. Pull it again.");
            }
            return new OnnxFile(model);
        } catch (NoSuchFileException e) {
            throw new InferenceException("There is no file " + file + ". Correct the path.", e);
        } catch (InvalidProtocolBufferException e) {
            throw new InferenceException("The file " + file + " is damaged or no ONNX file. Pull it again.", e);
        } catch (IOException e) {
            throw new InferenceException("The file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes the file as a whole or not at all. */
    public void write(Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                model.writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InferenceException("The file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Version of ONNX's own operator set that the graph is written for. */
    public long opset() {
        return model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(0);
    }

    /** What it takes and gives. Inputs with a default among the weights are left out. */
    public NetworkContract signature(String network) {
        Set<String> defaults = model.getGraph().getInitializerList().stream()
                .map(TensorProto::getName)
                .collect(Collectors.toSet());
        return new NetworkContract(
                network,
                model.getGraph().getInputList().stream()
                        .filter(value -> !defaults.contains(value.getName()))
                        .map(OnnxTypes::spec)
                        .toList(),
                model.getGraph().getOutputList().stream().map(OnnxTypes::spec).toList());
    }

    /** The properties that the file's maker wrote into it. */
    public Map<String, String> metadata() {
        return model.getMetadataPropsList().stream()
                .collect(Collectors.toUnmodifiableMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (first, second) -> second));
    }

    public boolean standIn() {
        return "true".equals(metadata().get(Network.STAND_IN));
    }

    /** Names of the files beside the model that hold weights, empty for a model in one piece. */
    public List<String> filesBeside() {
        return model.getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
                .flatMap(tensor -> tensor.getExternalDataList().stream())
                .filter(entry -> entry.getKey().equals("location"))
                .map(StringStringEntryProto::getValue)
                .distinct()
                .toList();
    }
}
