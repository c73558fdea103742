package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT16;

import dev.vignette.inference.ResourceStack;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceMemory;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Convolve;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Grid;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Maps;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Measure;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Modulate;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Show;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Spread;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cut decoder tied to device memory, which is taken once; what is not needed any more is written over. Its work can be recorded. For one
 * thread at a time.
 */
final class SpadeRun implements AutoCloseable {
    private final DeviceNetworks networks;
    private final SpadeKernels kernels;
    private final DeviceScope scope;
    private final int frames;
    private final ResourceStack owned = new ResourceStack();
    private final Map<Long, Deque<DeviceBuffer>> idle = new HashMap<>();
    private final Map<String, DeviceBuffer> held = new HashMap<>();
    /** How many places after their beginning maps are read from, by name. */
    private final Map<String, Integer> shifts = new HashMap<>();

    private final Map<String, DeviceBuffer> moments = new HashMap<>();
    private final DeviceBuffer scratch;
    private final Map<String, Runnable> work = new LinkedHashMap<>();

    /**
     * @param feature {@code [frames, 256, 64, 64]} of single precision
     * @param image {@code [frames, 3, 512, 512]} of single precision
     */
    SpadeRun(
            DeviceNetworks networks,
            SpadeKernels kernels,
            DeviceScope scope,
            SpadeDecoder decoder,
            int frames,
            DeviceTensor feature,
            DeviceTensor image) {
        this.networks = networks;
        this.kernels = kernels;
        this.scope = scope;
        this.frames = frames;
        List<Step> steps = decoder.steps();
        try {
            int widest = steps.stream()
                    .filter(step -> step instanceof Measure)
                    .mapToInt(step -> step.inputs().getFirst().channels())
                    .max()
                    .orElse(1);
            scratch = owned.push(DeviceBuffer.allocate(scope.stream(), SpadeKernels.scratchBytes(frames, widest)));
            Map<String, Integer> lastUse = new HashMap<>();
            for (int i = 0; i < steps.size(); i++) {
                int at = i;
                steps.get(i).outputs().forEach(maps -> lastUse.put(maps.name(), at));
                steps.get(i).inputs().forEach(maps -> {
                    lastUse.put(maps.name(), at);
                    shifts.merge(maps.name(), maps.shift(), Math::max);
                });
            }
            Maps first = steps.getFirst().inputs().getFirst();
            take(first);
            SpadeKernels.Maps entry = onDevice(first);
            CudaStream stream = scope.stream();
            work.put("channels last", () -> kernels.channelsLast(stream, feature, entry));
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                step.outputs().forEach(this::take);
                work.put(i + " " + label(step), bound(step, image));
                List<Maps> all = new ArrayList<>(step.inputs());
                all.addAll(step.outputs());
                for (Maps maps : all) {
                    if (lastUse.getOrDefault(maps.name(), -1) == i) {
                        leave(maps);
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private long bytes(Maps maps) {
        return 2L * maps.size() * frames;
    }

    private void take(Maps maps) {
        long bytes = bytes(maps) + 2L * shifts.getOrDefault(maps.name(), 0) * maps.channels();
        DeviceBuffer free =
                idle.computeIfAbsent(bytes, size -> new ArrayDeque<>()).poll();
        if (free == null) {
            free = owned.push(DeviceBuffer.allocate(scope.stream(), bytes));
            // Networks run once when they are bound: on numbers, not on what lies in fresh memory.
            free.fill(scope.stream(), 0);
        }
        held.put(maps.name(), free);
    }

    private void leave(Maps maps) {
        DeviceBuffer buffer = held.remove(maps.name());
        if (buffer != null) {
            idle.computeIfAbsent(buffer.sizeInBytes(), size -> new ArrayDeque<>())
                    .push(buffer);
        }
    }

    private DeviceBuffer buffer(Maps maps) {
        DeviceBuffer buffer = held.get(maps.name());
        if (buffer == null) {
            throw new IllegalStateException("The maps " + maps.name() + " are used before they are made.");
        }
        return buffer;
    }

    private SpadeKernels.Maps onDevice(Maps maps) {
        return new SpadeKernels.Maps(buffer(maps), frames, maps.height(), maps.channels());
    }

    private static String label(Step step) {
        return switch (step) {
            case Convolve convolve -> "convolve " + convolve.name();
            case Measure measure -> "measure " + measure.x().name();
            case Modulate modulate -> "modulate " + modulate.y().name();
            case Spread spread -> "spread " + spread.out().name();
            case Grid grid -> "grid " + grid.out().name();
            case Show _ -> "show";
        };
    }

    private Runnable bound(Step step, DeviceTensor image) {
        CudaStream stream = scope.stream();
        return switch (step) {
            case Convolve convolve -> {
                Map<String, DeviceTensor> inputs = tensors(convolve.inputs());
                Map<String, DeviceTensor> outputs = tensors(convolve.outputs());
                BoundRun run = owned.push(networks.decoderPart(convolve, frames).bind(scope, inputs, outputs));
                yield run::enqueue;
            }
            case Measure measure -> {
                SpadeKernels.Maps x = onDevice(measure.x());
                DeviceBuffer to = owned.push(DeviceBuffer.allocate(stream, 4L * 2 * frames * x.channels()));
                moments.put(measure.x().name(), to);
                yield () -> kernels.moments(stream, x, scratch, to, measure.epsilon());
            }
            case Modulate modulate -> {
                SpadeKernels.Maps x = onDevice(modulate.x());
                SpadeKernels.Maps modulation = onDevice(modulate.modulation());
                SpadeKernels.Maps y = onDevice(modulate.y());
                DeviceBuffer of = moments.get(modulate.x().name());
                if (of == null) {
                    throw new IllegalStateException("The maps " + modulate.x().name() + " were not measured.");
                }
                yield () -> kernels.modulate(stream, x, of, modulation, y, modulate.slope());
            }
            case Spread spread -> {
                List<DeviceMemory> parts = new ArrayList<>();
                spread.parts().forEach(part -> parts.add(buffer(part)));
                SpadeKernels.Maps out = onDevice(spread.out());
                yield () -> kernels.spread(stream, parts, spread.factor(), spread.map(), spread.maps(), out);
            }
            case Grid grid -> {
                List<DeviceMemory> parts = new ArrayList<>();
                grid.parts().forEach(part -> parts.add(buffer(part)));
                Maps made = grid.out();
                DeviceBuffer out = buffer(made);
                yield () -> kernels.grid(
                        stream, parts, frames, SpadeDecoder.SIDE, grid.map(), grid.maps(), made.channels(), out);
            }
            case Show show -> {
                SpadeKernels.Maps head = onDevice(show.head());
                yield () -> kernels.picture(stream, head, image);
            }
        };
    }

    private Map<String, DeviceTensor> tensors(List<Maps> maps) {
        Map<String, DeviceTensor> tensors = new HashMap<>();
        maps.forEach(one -> {
            DeviceMemory from = buffer(one).slice(2L * one.shift() * one.channels(), bytes(one));
            tensors.put(one.tensor(), scope.wrap(FLOAT16, from, frames, one.channels(), one.height(), one.width()));
        });
        return tensors;
    }

    /** Puts a run into the scope's stream. */
    void enqueue() {
        work.values().forEach(Runnable::run);
    }

    /** The parts of a run in order, for measuring one by one. */
    Map<String, Runnable> parts() {
        return work;
    }

    /** Waits for the stream. */
    @Override
    public void close() {
        scope.stream().synchronize();
        owned.close();
    }
}
