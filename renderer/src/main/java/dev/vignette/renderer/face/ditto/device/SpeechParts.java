package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.face.ditto.motion.AudioWindows;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** HuBERT for several windows at once: what removes the side of the batch at its end is cut off. Stateless. */
final class SpeechParts {
    static final String SOUND = "input_values";
    static final String FEATURES = "features";

    private static final String PUBLISHED = "encoding_out";
    private static final Set<String> SQUEEZING = Set.of("Squeeze", "Reshape", "Flatten", "Gather");

    private SpeechParts() {}

    /**
     * For any number of windows of 6480 samples: {@code input_values [windows, 6480]} to {@code features [windows, 20, 1024]}.
     *
     * @throws InferenceException if its end is another than the removal of the batch, or windows could be mixed up
     */
    static OnnxFile of(OnnxFile published) {
        String last = beforeSqueezing(published);
        OnnxFile encoder = GraphSurgery.cut(
                published,
                List.of(TensorSpec.of(SOUND, FLOAT32, 1, AudioWindows.WINDOW)),
                List.of(TensorSpec.of(last, FLOAT32, 1, AudioWindows.ROWS, AudioWindows.FEATURE)));
        return GraphSurgery.rename(GraphSurgery.openBatch(encoder, Set.of(SOUND)), Map.of(last, FEATURES));
    }

    private static String beforeSqueezing(OnnxFile published) {
        NodeProto last = published.model().getGraph().getNodeList().stream()
                .filter(node -> node.getOutputList().contains(PUBLISHED))
                .findFirst()
                .orElseThrow(() -> new InferenceException("The network Ditto hubert has no output " + PUBLISHED + "."));
        if (!SQUEEZING.contains(last.getOpType())) {
            throw new InferenceException("The network Ditto hubert ends in " + last.getOpType()
                    + " and not in the removal of its batch: windows of sound are encoded one by one.");
        }
        return last.getInput(0);
    }
}
