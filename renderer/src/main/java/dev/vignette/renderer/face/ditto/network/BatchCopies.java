package dev.vignette.renderer.face.ditto.network;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.models.ModelStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the networks that render frames, edited once per set of files and kept: of operator set 20, in which a GPU samples
 * volumes, and for any number of frames at once. The published files take one frame each. Safe to use from any thread.
 */
public final class BatchCopies {
    /** Changes when the edits do. */
    private static final String EDITION = "1";

    private static final int OPSET = 20;
    private static final List<DittoNetwork> RENDERING =
            List.of(DittoNetwork.STITCH_NETWORK, DittoNetwork.WARP_NETWORK, DittoNetwork.DECODER);
    private static final Logger LOG = LoggerFactory.getLogger(BatchCopies.class);

    private final Path directory;
    private final boolean onProcessor;
    private volatile int most;
    private boolean used;

    private BatchCopies(Path directory, int most, boolean onProcessor) {
        this.directory = directory;
        this.most = most;
        this.onProcessor = onProcessor;
    }

    /**
     * @param directory where copies are kept; is made when it is first needed
     * @param most frames at once, 1 or more
     * @param device name of the engine: on the processor one frame at a time needs no copies
     */
    public static BatchCopies in(Path directory, int most, String device) {
        if (most < 1) {
            throw new IllegalArgumentException("At least one frame is rendered at a time, not " + most);
        }
        return new BatchCopies(directory, most, device.endsWith("-cpu"));
    }

    /** Frames that may be rendered at once. */
    public int most() {
        return most;
    }

    /**
     * Has the networks open the copies, which are made if there are none. Where that cannot be done the processor goes on with the
     * files as they are, one frame at a time. Returns at once when called again.
     *
     * @throws InferenceException if a GPU cannot do without; it says why
     */
    public synchronized void use(DittoNetworks networks) {
        if (used || (onProcessor && most == 1)) {
            return;
        }
        try {
            Map<DittoNetwork, Path> copies = new EnumMap<>(DittoNetwork.class);
            RENDERING.forEach(network -> copies.put(network, copy(network, networks.file(network))));
            copies.forEach(networks::replace);
        } catch (InferenceException e) {
            if (!onProcessor) {
                throw e;
            }
            LOG.warn("Frames are rendered one at a time. {}", e.getMessage());
            most = 1;
        }
        used = true;
    }

    private Path copy(DittoNetwork network, Path original) {
        String name = network.stem() + "-" + ModelStamp.of(List.of(original)) + "-" + EDITION + ".onnx";
        Path copy = directory.resolve(name);
        if (!Files.isRegularFile(copy)) {
            make(network, original, copy);
        }
        return copy;
    }

    private void make(DittoNetwork network, Path original, Path copy) {
        LOG.info("Preparing {} for several frames at once; this is done once.", network.title());
        @Nullable Path part = null;
        try {
            Files.createDirectories(directory);
            part = Files.createTempFile(directory, network.stem(), ".onnx");
            Set<String> items =
                    network.contract().inputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
            OnnxFile newer = GraphSurgery.raiseOpset(OnnxFile.read(original), OPSET);
            GraphSurgery.openBatch(newer, items).write(part);
            // Another process may have made the same in the meantime.
            Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forgetOthers(network, copy);
        } catch (IOException e) {
            throw new InferenceException(
                    "The copy " + copy + " of the network " + network.title() + " cannot be written: " + e.getMessage()
                            + ". Make room there.",
                    e);
        } finally {
            delete(part);
        }
    }

    /** Of files that are no longer installed. */
    private void forgetOthers(DittoNetwork network, Path copy) throws IOException {
        try (var files = Files.newDirectoryStream(directory, network.stem() + "-????????????-*.onnx")) {
            for (Path file : files) {
                if (!file.equals(copy)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void delete(@Nullable Path part) {
        try {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            LOG.warn("A temporary file is left behind: {}", part);
        }
    }
}
