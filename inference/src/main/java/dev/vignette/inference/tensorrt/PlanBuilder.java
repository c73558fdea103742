package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.CudaDevice;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.global.nvinfer.HardwareCompatibilityLevel;
import org.bytedeco.tensorrt.global.nvinfer.LayerType;
import org.bytedeco.tensorrt.global.nvinfer.MemoryPoolType;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.global.nvinfer.TensorFormat;
import org.bytedeco.tensorrt.global.nvonnxparser;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.ILayer;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvinfer.ITensor;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;
import org.bytedeco.tensorrt.nvonnxparser.IParser;
import org.bytedeco.tensorrt.nvonnxparser.IParserError;
import org.jspecify.annotations.Nullable;

/** Builds a plan from an ONNX file: parses it, sets precisions and profiles, and lets TensorRT look for the fastest kernels. */
final class PlanBuilder {
    private static final int PARSER_VERBOSITY = 2; // warnings
    /** {@code NetworkDefinitionCreationFlag::kSTRONGLY_TYPED}. */
    private static final int STRONGLY_TYPED = 1;
    /** Those of TensorRT's formats {@code kHWC8} and {@code kDHWC8}. */
    static final int CHANNELS_IN_A_ROW = 8;

    /** Layers that only move data: pinning them would insert conversions and change no number (spec of the release, 1.3). */
    private static final Set<LayerType> MOVES = EnumSet.of(
            LayerType.kSHAPE,
            LayerType.kASSERTION,
            LayerType.kSHUFFLE,
            LayerType.kIDENTITY,
            LayerType.kCONSTANT,
            LayerType.kCONCATENATION,
            LayerType.kGATHER,
            LayerType.kSLICE,
            LayerType.kCONDITION,
            LayerType.kCONDITIONAL_INPUT,
            LayerType.kCONDITIONAL_OUTPUT,
            LayerType.kFILL,
            LayerType.kNON_ZERO,
            LayerType.kONE_HOT,
            LayerType.kCAST,
            LayerType.kQUANTIZE,
            LayerType.kDEQUANTIZE);

    private final CudaDevice device;
    private final TrtLog log;
    private final TimingCache timings;

    PlanBuilder(CudaDevice device, TrtLog log, TimingCache timings) {
        this.device = device;
        this.log = log;
        this.timings = timings;
    }

    /**
     * Builds, on a thread of its own.
     *
     * @param take is given the plan, which is gone after it returns; called by that thread
     */
    void build(
            Path file,
            NetworkContract signature,
            BuildOptions options,
            BuildListener listener,
            Consumer<MemorySegment> take) {
        BuildThread.run(() -> buildHere(file, signature, options, listener, take));
    }

    private void buildHere(
            Path file,
            NetworkContract signature,
            BuildOptions options,
            BuildListener listener,
            Consumer<MemorySegment> take) {
        device.makeCurrent();
        log.forget();
        // The monitor is closed last: the configuration points to it.
        try (BuildMonitor monitor = new BuildMonitor(signature.network(), listener);
                Owned owned = new Owned()) {
            IBuilder builder = SharedBuilder.get(log);
            INetworkDefinition network =
                    owned.of(builder.createNetworkV2(typing(options)), "TensorRT could not begin a network");
            parse(owned, network, file, signature.network());
            IBuilderConfig config = owned.of(builder.createBuilderConfig(), "TensorRT could not be set up");
            configure(config, options);
            pin(network, options, config);
            if (options.channelsLast()) {
                layOut(network);
            }
            config.addOptimizationProfile(profile(builder, signature, options));
            config.setProgressMonitor(monitor.pointer());
            ITimingCache timing = timings.load(config);
            if (timing != null) {
                owned.of(timing, "");
            }
            IHostMemory plan = builder.buildSerializedNetwork(network, config);
            if (plan == null || plan.isNull()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InferenceException("Building the network " + signature.network() + " was cancelled.");
                }
                throw log.failure(
                        "TensorRT could not build the network " + signature.network() + " from " + file,
                        "Use ONNX Runtime for it (VIGNETTE_ENGINE=cuda), or correct its build options.");
            }
            owned.of(plan, "");
            if (timing != null) {
                timings.store(timing);
            }
            take.accept(MemorySegment.ofAddress(plan.data().address()).reinterpret(plan.size()));
        }
    }

    private static int typing(BuildOptions options) {
        return options.precision() == Precision.AS_WRITTEN ? 1 << STRONGLY_TYPED : 0;
    }

    private void parse(Owned owned, INetworkDefinition network, Path file, String name) {
        IParser parser = nvonnxparser.createParser(network, log);
        if (parser == null || parser.isNull()) {
            throw log.failure("TensorRT's parser could not be made", "Install TensorRT again.");
        }
        owned.parser(parser);
        if (!parser.parseFromFile(file.toString(), PARSER_VERBOSITY)) {
            StringBuilder why = new StringBuilder();
            for (int i = 0; i < Math.min(parser.getNbErrors(), 2); i++) {
                IParserError error = parser.getError(i);
                why.append(why.isEmpty() ? "" : " / ").append(Complaints.oneLine(String.valueOf(error.desc())));
                if (error.node() >= 0) {
                    why.append(" at node ")
                            .append(error.nodeName())
                            .append(" (")
                            .append(error.nodeOperator())
                            .append(')');
                }
            }
            log.forget();
            throw new InferenceException("TensorRT does not understand the file " + file + " of the network " + name
                    + ". Pull the model again, or use ONNX Runtime for it (VIGNETTE_ENGINE=cuda). (TensorRT says: "
                    + why
                    + ")");
        }
    }

    private static void configure(IBuilderConfig config, BuildOptions options) {
        config.setMemoryPoolLimit(MemoryPoolType.kWORKSPACE, options.workspaceBytes());
        config.setBuilderOptimizationLevel(options.level());
        if (options.precision() == Precision.FP32) {
            config.clearFlag(BuilderFlag.kTF32);
        }
        if (options.precision().half()) {
            config.setFlag(BuilderFlag.kFP16);
        }
        if (options.precision() == Precision.INT8) {
            config.setFlag(BuilderFlag.kINT8);
        }
        if (options.precision() == Precision.FP8) {
            config.setFlag(BuilderFlag.kFP8);
        }
        if (options.portable()) {
            config.setHardwareCompatibilityLevel(HardwareCompatibilityLevel.kAMPERE_PLUS);
        }
    }

    private static void pin(INetworkDefinition network, BuildOptions options, IBuilderConfig config) {
        if (options.exact().isEmpty() || !options.precision().half()) {
            return;
        }
        config.setFlag(BuilderFlag.kPREFER_PRECISION_CONSTRAINTS);
        for (int i = 0; i < network.getNbLayers(); i++) {
            ILayer layer = network.getLayer(i);
            LayerType type = layer.getType().intern();
            String typeName = type.name().substring(1);
            if (MOVES.contains(type)
                    || options.exact().stream().noneMatch(rule -> rule.applies(layer.getName(), typeName))) {
                continue;
            }
            layer.setPrecision(DataType.kFLOAT);
            for (int output = 0; output < layer.getNbOutputs(); output++) {
                DataType there = layer.getOutput(output).getType().intern();
                if (there == DataType.kFLOAT || there == DataType.kHALF) {
                    layer.setOutputType(output, DataType.kFLOAT);
                }
            }
        }
    }

    private static void layOut(INetworkDefinition network) {
        List<ITensor> tensors = new ArrayList<>();
        for (int i = 0; i < network.getNbInputs(); i++) {
            tensors.add(network.getInput(i));
        }
        for (int i = 0; i < network.getNbOutputs(); i++) {
            tensors.add(network.getOutput(i));
        }
        for (ITensor tensor : tensors) {
            long[] shape = TrtTypes.shape(tensor.getDimensions());
            DataType type = tensor.getType().intern();
            boolean numbers = type == DataType.kHALF || type == DataType.kFLOAT;
            if (numbers && (shape.length == 4 || shape.length == 5) && shape[1] >= CHANNELS_IN_A_ROW) {
                tensor.setType(DataType.kHALF);
                tensor.setAllowedFormats(1 << (shape.length == 4 ? TensorFormat.kHWC8 : TensorFormat.kDHWC8).value);
            }
        }
    }

    private IOptimizationProfile profile(IBuilder builder, NetworkContract signature, BuildOptions options) {
        // Belongs to the builder.
        IOptimizationProfile profile = builder.createOptimizationProfile();
        for (TensorSpec input : signature.inputs()) {
            ShapeRange range = options.range(input, signature.network());
            try (Dims64 min = TrtTypes.dims(range.min());
                    Dims64 opt = TrtTypes.dims(range.opt());
                    Dims64 max = TrtTypes.dims(range.max())) {
                boolean taken = profile.setDimensions(input.name(), OptProfileSelector.kMIN, min)
                        && profile.setDimensions(input.name(), OptProfileSelector.kOPT, opt)
                        && profile.setDimensions(input.name(), OptProfileSelector.kMAX, max);
                if (!taken) {
                    throw log.failure(
                            "TensorRT does not take the shapes " + range + " for the input " + input
                                    + " of the network " + signature.network(),
                            "Correct its profile.");
                }
            }
        }
        return profile;
    }

    /** Native objects, freed last first. */
    private final class Owned implements AutoCloseable {
        private final Deque<Runnable> frees = new ArrayDeque<>();

        <T extends Pointer> T of(@Nullable T object, String sentence) {
            if (object == null || object.isNull()) {
                throw log.failure(sentence, "Install TensorRT and the driver again, or use the processor.");
            }
            frees.push(() -> Native.delete(object, Native.FIRST));
            return object;
        }

        void parser(IParser parser) {
            frees.push(() -> Native.delete(parser, Native.PARSER));
        }

        @Override
        public void close() {
            frees.forEach(Runnable::run);
            Native.trimHeap();
        }
    }
}
