package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.vignette.inference.TensorSpec;
import java.util.List;

/** Gives a network one of its inputs, a volume, as a batch of pictures. */
final class VolumeAsPlanes {
    private VolumeAsPlanes() {}

    /** The network with {@code NAME/planes} in the place of its input NAME, a volume. */
    static OnnxFile apply(OnnxFile file, TensorSpec volume) {
        long[] shape = volume.shape();
        String planes = volume.name() + DepthFolding.PLANES;
        Rewriting edit = new Rewriting(file, "layers");
        String layered = edit.add("Reshape", List.of(planes, edit.longs(-1, shape[2], shape[1], shape[3], shape[4])));
        edit.add("Transpose", List.of(layered), volume.name(), Rewriting.attribute("perm", 0, 2, 1, 3, 4));
        edit.original().forEach(edit::keep);
        OnnxFile turned = edit.done();
        GraphProto.Builder graph = turned.model().getGraph().toBuilder().clearInput();
        file.model().getGraph().getInputList().stream()
                .filter(input -> !input.getName().equals(volume.name()))
                .forEach(graph::addInput);
        graph.addInput(OnnxTypes.value(planes, volume.type(), Dimension.all(-1, shape[1], shape[3], shape[4])));
        return new OnnxFile(turned.model().toBuilder().setGraph(graph).build());
    }
}
