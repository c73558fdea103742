package dev.vignette.bot.engines;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.choice.EngineChoice;
import dev.vignette.inference.choice.EngineChooser;
import dev.vignette.inference.gpu.GpuReport;
import dev.vignette.inference.tensorrt.BuildListener;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.inference.tensorrt.TensorRtSettings;
import dev.vignette.renderer.face.ditto.DittoFace;
import dev.vignette.renderer.face.ditto.device.DeviceBackend;
import dev.vignette.renderer.face.ditto.device.FramePrecision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What Ditto runs on: TensorRT for what a film repeats, where it is there and wanted, and ONNX Runtime for all else.
 *
 * @param engine runs everything, or registers pictures only where {@code films} is there
 * @param films opens what runs films in a quicker way, or null
 * @param required whether films may run in no other way
 * @param remarks why something quicker is not there, a sentence each; empty where nobody would expect it
 * @param owned closed with this, in this order
 */
record DittoRunner(
        Engine engine,
        DittoFace.@Nullable BackendOpener films,
        boolean required,
        List<String> remarks,
        List<Engine> owned)
        implements AutoCloseable {
    DittoRunner {
        remarks = List.copyOf(remarks);
        owned = List.copyOf(owned);
    }

    /** Everything through one engine. */
    static DittoRunner of(Engine engine) {
        return new DittoRunner(engine, null, false, List.of(), List.of(engine));
    }

    /**
     * The quickest that there is on this machine.
     *
     * @param cache where plans, edited networks and kernels are kept
     * @param precision of frames, where TensorRT makes them
     * @throws InferenceException if what is asked for by name is not there
     */
    static DittoRunner quickest(EngineChoice choice, Path cache, FramePrecision precision, BuildListener builds) {
        TensorRtSettings settings = TensorRtSettings.in(cache.resolve("plans")).telling(builds);
        EngineChooser.Chosen chosen = EngineChooser.standard(0, settings).open(choice);
        if (!(chosen.engine() instanceof TensorRtEngine device)) {
            boolean expected = GpuReport.driverLoaded() && choice == EngineChoice.AUTO;
            return new DittoRunner(
                    chosen.engine(), null, false, expected ? chosen.passedOver() : List.of(), List.of(chosen.engine()));
        }
        try {
            Engine host = EngineChooser.portable(choice);
            return new DittoRunner(
                    host,
                    DeviceBackend.opener(device, cache.resolve("ditto"), precision),
                    choice == EngineChoice.TENSORRT,
                    List.of(),
                    List.of(host, device));
        } catch (RuntimeException | Error e) {
            device.close();
            throw e;
        }
    }

    /**
     * Opens the face.
     *
     * @param remarked gets why films do not run in the quicker way, a sentence each; later too, from any thread, if it fails
     */
    DittoFace open(DittoFace.Installation files, Consumer<String> remarked) {
        remarks.forEach(remarked);
        DittoFace.Installation suiting = files.suiting(engine);
        if (films == null) {
            return DittoFace.open(engine, suiting);
        }
        return required ? DittoFace.open(engine, suiting, films) : DittoFace.open(engine, suiting, films, remarked);
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (Engine one : owned) {
            try {
                one.close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
