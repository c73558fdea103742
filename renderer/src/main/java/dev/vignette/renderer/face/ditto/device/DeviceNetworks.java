package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.inference.tensorrt.ShapeRange;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ditto's networks cut, edited and built for a GPU, each at its first use. Edited files lie in a folder of their own and are written
 * once. Precision is as published: half for appearance to image, unless eight bits are asked for the
 * mask; single for sound and motion. Safe to use from any thread; closing it closes the networks.
 */
public final class DeviceNetworks implements AutoCloseable {
    /** Changes whenever the same file would be edited otherwise. */
    private static final String EDITION = "6";

    private static final System.Logger LOG = System.getLogger(DeviceNetworks.class.getName());

    private static final int WINDOW = 6480;

    private final TensorRtEngine engine;
    private final Function<DittoNetwork, Path> files;
    private final Path directory;
    private final int level;
    private final Map<String, DeviceNetwork> open = new HashMap<>();
    private final FramePrecision precision;
    private final @Nullable EightBitMask rounding;
    private @Nullable WarpParts warp;
    private @Nullable LmdmParts lmdm;
    private @Nullable DecoderParts decoder;
    private Optional<SpadeDecoder> cutDecoder = Optional.empty();
    private boolean decoderLookedAt;

    /**
     * @param engine builds and runs them; is not closed
     * @param files the published networks
     * @param cache gets a folder for edited networks
     * @param stamp of the published files, so that others are edited anew
     * @param level how long TensorRT looks for the fastest kernels, 0–5
     * @param precision of the mask
     * @param examples faces to measure by what can be computed with eight bits, asked for only if it is to be
     */
    public DeviceNetworks(
            TensorRtEngine engine,
            Function<DittoNetwork, Path> files,
            Path cache,
            String stamp,
            int level,
            FramePrecision precision,
            Supplier<List<FaceExample>> examples) {
        this.engine = engine;
        this.files = files;
        this.level = level;
        this.directory = cache.resolve("edited-" + EDITION + "-" + stamp);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + directory + " cannot be made: " + e.getMessage(), e);
        }
        this.precision = precision;
        rounding = precision.bits().isEmpty()
                ? null
                : new EightBitMask(precision, this::warp, this::decoderParts, examples, directory);
    }

    public TensorRtEngine engine() {
        return engine;
    }

    /** Where edited networks lie. */
    Path directory() {
        return directory;
    }

    /** The warp network's parts. */
    public synchronized WarpParts warp() {
        WarpParts known = warp;
        if (known == null) {
            known = WarpParts.of(read(DittoNetwork.WARP_NETWORK));
            warp = known;
        }
        return known;
    }

    /** The motion network's parts. */
    public synchronized LmdmParts lmdm() {
        LmdmParts known = lmdm;
        if (known == null) {
            known = LmdmParts.of(read(DittoNetwork.LMDM));
            lmdm = known;
        }
        return known;
    }

    private DecoderParts decoderParts() {
        DecoderParts known = decoder;
        if (known == null) {
            known = DecoderParts.of(read(DittoNetwork.DECODER));
            decoder = known;
        }
        return known;
    }

    private OnnxFile read(DittoNetwork network) {
        return OnnxFile.read(files.apply(network));
    }

    /** {@link WarpParts#source}. */
    public DeviceNetwork source() {
        return opened("source", Precision.FP32, () -> warp().source());
    }

    /** {@link WarpParts#hourglass} for so many frames, with channels last. */
    public DeviceNetwork hourglass(int frames) {
        return opened("hourglass-" + frames, channelsLast(Precision.FP16), () -> warp().hourglass(frames));
    }

    /** {@link WarpParts#mask} for so many frames, with channels last. */
    public DeviceNetwork mask(int frames) {
        EightBitMask eight = rounding;
        String name = "mask-" + frames;
        return eight == null
                ? opened(name, channelsLast(Precision.FP16), () -> warp().mask(frames))
                : opened(
                        name + "-" + precision.toString().replace(':', '-'),
                        channelsLast(precision.precision()),
                        () -> eight.rounded(warp().mask(frames)));
    }

    private BuildOptions channelsLast(Precision precision) {
        return BuildOptions.of(precision).atLevel(level).withChannelsLast();
    }

    /** {@link WarpParts#refine} for so many frames. */
    public DeviceNetwork refine(int frames) {
        return opened("refine-" + frames, Precision.FP16, () -> warp().refine(frames));
    }

    /** {@link DecoderParts#decoder} for so many frames. */
    public DeviceNetwork decoder(int frames) {
        return opened("decoder-" + frames, Precision.FP16, () -> decoderParts().decoder(frames));
    }

    /** The decoder taken apart; nothing where it is built otherwise than published, and is used whole. */
    synchronized Optional<SpadeDecoder> cutDecoder() {
        if (!decoderLookedAt) {
            decoderLookedAt = true;
            try {
                cutDecoder =
                        Optional.of(SpadeDecoder.of(read(DittoNetwork.DECODER))).filter(SpadeKernels::take);
            } catch (InferenceException e) {
                LOG.log(System.Logger.Level.INFO, "Ditto's decoder is used as one network: {0}", e.getMessage());
            }
        }
        return cutDecoder;
    }

    /** A network of the cut decoder for so many frames, with maps whose channels lie last. */
    DeviceNetwork decoderPart(SpadeDecoder.Convolve part, int frames) {
        return opened(
                "decoder-" + part.name() + "-" + frames,
                channelsLast(Precision.FP16),
                () -> part.file(frames, ElementType.FLOAT16));
    }

    /** Builds the networks of the cut decoder. */
    public void decoderParts(int frames) {
        cutDecoder().ifPresent(cut -> cut.networks().forEach(part -> decoderPart(part, frames)));
    }

    /** The stitching network for so many frames. */
    public DeviceNetwork stitch(int frames) {
        return opened("stitch-" + frames, Precision.FP32, () -> {
            Set<String> items = Set.of("kp_source", "kp_driving");
            OnnxFile open = GraphSurgery.openBatch(read(DittoNetwork.STITCH_NETWORK), items);
            return GraphSurgery.cut(
                    open,
                    List.of(points("kp_source", frames), points("kp_driving", frames)),
                    List.of(points("out", frames)));
        });
    }

    private static TensorSpec points(String name, int frames) {
        return TensorSpec.of(name, ElementType.FLOAT32, frames, 21, 3);
    }

    /** {@link LmdmParts#condition}. */
    public DeviceNetwork condition() {
        return opened("condition", Precision.FP32, () -> lmdm().condition());
    }

    /** {@link LmdmParts#pass} for so many items, in single precision or by the faster products of {@link Precision#TF32}. */
    public DeviceNetwork pass(int items, Precision precision) {
        return opened("pass-" + items, precision, () -> lmdm().pass(items));
    }

    /** The hourglass as published for so many frames: what {@link #hourglass} and {@link #mask} are measured against. */
    public DeviceNetwork plainDense(int frames) {
        return opened(
                "plain-dense-" + frames,
                Precision.FP16,
                () -> WarpParts.plainDense(read(DittoNetwork.WARP_NETWORK), frames));
    }

    /** HuBERT as published, for windows of 6480 samples. */
    public synchronized DeviceNetwork hubert(Precision precision) {
        return open.computeIfAbsent(
                "hubert " + precision,
                name -> engine.open(
                        files.apply(DittoNetwork.HUBERT),
                        DittoNetwork.HUBERT.title(),
                        BuildOptions.of(precision).atLevel(level).shaped("input_values", ShapeRange.fixed(1, WINDOW))));
    }

    /**
     * HuBERT for up to {@code most} windows at once, as {@link SpeechParts} says.
     *
     * @throws InferenceException if its file is built otherwise, or there is too little memory to edit it
     */
    public DeviceNetwork speech(int most) {
        List<Long> usual = List.of(most / 2L, (long) WINDOW);
        ShapeRange range = new ShapeRange(List.of(1L, (long) WINDOW), usual, List.of((long) most, (long) WINDOW));
        BuildOptions options = BuildOptions.of(Precision.FP32).atLevel(level).shaped(SpeechParts.SOUND, range);
        return opened("speech", options, () -> {
            requireHeap(files.apply(DittoNetwork.HUBERT));
            return SpeechParts.of(read(DittoNetwork.HUBERT));
        });
    }

    /** A file is read and edited in memory, more than a gigabyte of it. */
    private static void requireHeap(Path file) {
        try {
            if (Runtime.getRuntime().maxMemory() < 3 * Files.size(file)) {
                throw new InferenceException(
                        "Java has too little memory to edit the network " + file + ": start it with a larger -Xmx.");
            }
        } catch (IOException e) {
            throw new InferenceException("The file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private DeviceNetwork opened(String name, Precision precision, Supplier<OnnxFile> edited) {
        return opened(name, BuildOptions.of(precision).atLevel(level), edited);
    }

    private synchronized DeviceNetwork opened(String name, BuildOptions options, Supplier<OnnxFile> edited) {
        return open.computeIfAbsent(name + " " + options.precision(), one -> {
            Path file = directory.resolve(name + ".onnx");
            if (!Files.exists(file)) {
                edited.get().write(file);
            }
            return engine.open(file, "Ditto " + name, options);
        });
    }

    /** Lets go of what was only needed for editing. */
    synchronized void forget() {
        decoder = null;
        cutDecoder = Optional.empty();
        decoderLookedAt = false;
    }

    @Override
    public synchronized void close() {
        open.values().forEach(DeviceNetwork::close);
        open.clear();
    }
}
