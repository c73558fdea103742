package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.ResourceStack;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaEvent;
import dev.vignette.inference.cuda.CudaGraph;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.HostBuffer;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.renderer.face.ditto.motion.AudioWindows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** HuBERT: windows of 6480 samples become 20 × 1024 numbers each, several windows at once where the network can be edited for that. */
final class SpeechRunner implements BatchRunner<float[], float[]> {
    /** A window of speech alone, two of a short piece, and more when a long piece or several films come at once. */
    private static final List<Integer> SIZES = List.of(1, 2, 4, 8);

    static final int MOST = SIZES.getLast();

    /** Less than the time of the frames that wait to be rendered meanwhile. */
    private static final Duration LINGER = Duration.ofMillis(40);

    private static final System.Logger LOG = System.getLogger(SpeechRunner.class.getName());

    private final CudaStream stream;
    private final DeviceScope scope;
    private final ResourceStack owned = new ResourceStack();
    private final TreeMap<Integer, CudaGraph> runs = new TreeMap<>();
    private final DeviceBuffer sound;
    private final DeviceBuffer features;
    private final HostBuffer staging;
    private final HostBuffer results;
    private final CudaEvent done;

    SpeechRunner(DeviceNetworks networks) {
        scope = networks.engine().scope();
        stream = scope.stream();
        try {
            sound = owned.push(DeviceBuffer.allocate(stream, 4L * AudioWindows.WINDOW * MOST));
            features = owned.push(DeviceBuffer.allocate(stream, 4L * AudioWindows.NUMBERS * MOST));
            staging = owned.push(HostBuffer.allocate(networks.engine().device(), sound.sizeInBytes()));
            results = owned.push(HostBuffer.allocate(networks.engine().device(), features.sizeInBytes()));
            done = owned.push(CudaEvent.waiting(networks.engine().device()));
            staging.segment().fill((byte) 0);
            sound.fill(stream, 0);
            try {
                DeviceNetwork speech = networks.speech(MOST);
                SIZES.forEach(size ->
                        record(size, speech, SpeechParts.FEATURES, size, AudioWindows.ROWS, AudioWindows.FEATURE));
            } catch (InferenceException e) {
                LOG.log(System.Logger.Level.INFO, "Windows of sound are encoded one by one. {0}", e.getMessage());
                DeviceNetwork published = networks.hubert(Precision.FP32);
                record(1, published, "encoding_out", AudioWindows.ROWS, AudioWindows.FEATURE);
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void record(int size, DeviceNetwork network, String output, long... shape) {
        BoundRun run = owned.push(network.bind(
                scope,
                Map.of(SpeechParts.SOUND, scope.wrap(FLOAT32, sound, size, AudioWindows.WINDOW)),
                Map.of(output, scope.wrap(FLOAT32, features, shape))));
        runs.put(size, owned.push(stream.capture(run::enqueue)));
    }

    @Override
    public int most() {
        return runs.lastKey();
    }

    @Override
    public Duration linger() {
        return LINGER;
    }

    @Override
    public Begun<float[]> begin(List<float[]> windows) {
        int count = windows.size();
        long window = 4L * AudioWindows.WINDOW;
        for (int i = 0; i < count; i++) {
            MemorySegment.copy(
                    windows.get(i), 0, staging.segment(), ValueLayout.JAVA_FLOAT, window * i, AudioWindows.WINDOW);
        }
        sound.upload(stream, staging.segment().asSlice(0, window * count));
        runs.ceilingEntry(count).getValue().launch(stream);
        MemorySegment numbers = results.segment().asSlice(0, 4L * AudioWindows.NUMBERS * count);
        features.download(stream, numbers);
        done.record(stream);
        return new RowsOnHost(done, () -> rows(numbers, count));
    }

    private static List<float[]> rows(MemorySegment numbers, int count) {
        List<float[]> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(numbers.asSlice(4L * AudioWindows.NUMBERS * i, 4L * AudioWindows.NUMBERS)
                    .toArray(ValueLayout.JAVA_FLOAT));
        }
        return rows;
    }

    @Override
    public void close() {
        try (scope;
                owned) {
            stream.synchronize();
        }
    }
}
