package dev.vignette.renderer.face.ditto.standin;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes all networks of Ditto and its configuration under the published names, marked as stand-ins. Same seed, same
 * bytes.
 */
public final class DittoStandIn {
    /** What is written. */
    public enum Kind {
        /** The published layers, fewer, narrow and with small kernels: for tests of the way through them. */
        MINI,
        /** The published layers as wide as they are: for measurements. Some 2 GB on disk, twice that in memory to make. */
        FULL,
        /** Constructed instead of drawn by lot, so that a film is visibly right: {@link Puppet}. */
        PUPPET
    }

    private DittoStandIn() {}

    /**
     * @param directory gets the folders {@code ditto_onnx} and {@code ditto_cfg}
     * @throws InferenceException if a file cannot be written
     */
    public static void write(Path directory, Kind kind, long seed) {
        try {
            Path networks = Files.createDirectories(directory.resolve("ditto_onnx"));
            for (DittoNetwork network : DittoNetwork.values()) {
                write(networks.resolve(network.file()), network, kind, seed);
            }
            Path configuration = Files.createDirectories(directory.resolve("ditto_cfg"));
            Files.write(configuration.resolve("v0.4_hubert_cfg_trt_online.pkl"), StandInConfiguration.online());
        } catch (IOException e) {
            throw new InferenceException(
                    "The stand-ins cannot be written below " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Writes one network. */
    public static void write(Path file, DittoNetwork network, Kind kind, long seed) {
        GraphBuilder graph = GraphBuilder.named(network.title() + " stand-in").standIn();
        graph.metadata("vignette.standin.kind", kind.name());
        for (TensorSpec input : network.contract().inputs()) {
            graph.input(input.name(), input.type(), Dimension.all(input.shape()));
        }
        Layers layers = new Layers(graph, seed * 31 + network.file().hashCode());
        if (kind == Kind.PUPPET) {
            puppet(layers, network);
        } else {
            drawn(layers, network, kind == Kind.FULL ? Widths.FULL : Widths.MINI);
        }
        for (TensorSpec output : outputs(network)) {
            graph.output(output.name(), output.type(), Dimension.all(output.shape()));
        }
        new OnnxFile(graph.model()).write(file);
    }

    private static List<TensorSpec> outputs(DittoNetwork network) {
        return switch (network) {
            case FACE_MESH ->
                List.of(
                        floats("Identity", 1, 1, 1, 1434),
                        floats("Identity_1", 1, 1, 1, 1),
                        floats("Identity_2", 1, 1));
            case INSIGHTFACE_DET -> {
                List<TensorSpec> boxes = network.contract().outputs();
                yield List.of(
                        boxes.get(0),
                        boxes.get(1),
                        boxes.get(2),
                        boxes.get(3),
                        boxes.get(4),
                        boxes.get(5),
                        floats("kps1", 8192, 10),
                        floats("kps2", 2048, 10),
                        floats("kps3", 512, 10));
            }
            default -> network.contract().outputs();
        };
    }

    private static TensorSpec floats(String name, long... shape) {
        return TensorSpec.of(name, dev.vignette.inference.ElementType.FLOAT32, shape);
    }

    private static void puppet(Layers layers, DittoNetwork network) {
        switch (network) {
            case APPEARANCE_EXTRACTOR -> Puppet.appearance(layers);
            case WARP_NETWORK -> Puppet.warp(layers);
            case DECODER -> Puppet.decoder(layers);
            case HUBERT -> Puppet.hubert(layers);
            case LMDM -> Puppet.lmdm(layers);
            case STITCH_NETWORK -> StitchStandIn.write(layers, 0);
            default -> drawn(layers, network, Widths.MINI);
        }
    }

    private static void drawn(Layers layers, DittoNetwork network, Widths widths) {
        switch (network) {
            case INSIGHTFACE_DET -> FaceFinderStandIn.detector(layers, "image", widths);
            case LANDMARK106 -> rename(layers, "data", RestingFace.points106(), "fc1", widths);
            case LANDMARK203 -> rename(layers, "input", RestingFace.points203(), "landmarks", widths);
            case BLAZE_FACE -> FaceFinderStandIn.blazeFace(layers, layers.transpose("input", 0, 3, 1, 2));
            case FACE_MESH -> mesh(layers, widths);
            case APPEARANCE_EXTRACTOR -> AppearanceStandIn.write(layers, "image", "pred", widths);
            case MOTION_EXTRACTOR -> MotionStandIn.write(layers, "image", widths);
            case HUBERT -> HubertStandIn.write(layers, "input_values", "encoding_out", widths);
            case LMDM -> LmdmStandIn.write(layers, widths);
            case STITCH_NETWORK -> StitchStandIn.write(layers, 1e-3);
            case WARP_NETWORK -> WarpStandIn.write(layers, widths);
            case DECODER -> DecoderStandIn.write(layers, widths);
        }
    }

    private static void rename(Layers layers, String image, float[] bias, String output, Widths widths) {
        layers.graph().rename(FaceFinderStandIn.landmarks(layers, image, bias, widths), output);
    }

    private static void mesh(Layers layers, Widths widths) {
        String image = layers.transpose("input", 0, 3, 1, 2);
        String points = FaceFinderStandIn.landmarks(layers, image, RestingFace.mesh(), widths);
        layers.graph().rename(layers.reshape(points, 1, 1, 1, 1434), "Identity");
        String first = layers.slice(points, 1, 0, 1);
        String presence = layers.op("Add", layers.op("Mul", first, layers.scalar(0)), layers.scalar(10));
        layers.graph().rename(layers.reshape(presence, 1, 1, 1, 1), "Identity_1");
        layers.graph().rename(presence, "Identity_2");
    }
}
