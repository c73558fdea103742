package dev.vignette.evaluator.bench;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.media.Language;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.FilmTags;
import dev.vignette.media.film.FilmWriter;
import dev.vignette.media.film.FrameSink;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.PictureLane;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.DittoFace;
import dev.vignette.renderer.face.ditto.Footage;
import dev.vignette.renderer.voice.SpeechChunk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Measures whole films of a face on an NVIDIA GPU: one to its file, many at once, and one for which there is no memory. */
final class DeviceFilmBench {
    private static final SampleRate RATE = SampleRate.HZ_16000;
    private static final FilmFormat FORMAT = FilmFormat.SQUARE;
    private static final double CHUNK = 0.4;

    private final DittoFace face;
    private final Footage footage;
    private final CudaDevice device;
    private final Path scratch;
    private final Consumer<Sample> found;
    private final StageWatch watch;
    private final FilmTrace work;

    DeviceFilmBench(
            DittoFace face,
            Footage footage,
            CudaDevice device,
            Path scratch,
            Consumer<Sample> found,
            StageWatch watch,
            FilmTrace work) {
        this.face = face;
        this.footage = footage;
        this.device = device;
        this.scratch = scratch;
        this.found = found;
        this.watch = watch;
        this.work = work;
    }

    private static Pcm speech(double seconds) {
        float[] samples = new float[(int) (seconds * RATE.hertz())];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.2 * Math.sin(i * 0.06) * Math.sin(i * 0.001));
        }
        return new Pcm(samples, RATE);
    }

    /** When a film's frames came, in nanoseconds from its beginning. */
    private record Times(long first, long whole, int frames) {}

    private Times film(double seconds, long seed, FrameSink sink) {
        long start = System.nanoTime();
        long[] first = {0};
        int[] frames = {0};
        FrameSink counted = frame -> {
            long came = System.nanoTime();
            first[0] = frames[0]++ == 0 ? came : first[0];
            sink.accept(frame);
            work.add("taken " + seed, "frame", came, System.nanoTime());
            watch.at("film " + seed + ", frame " + frames[0]);
        };
        watch.at("film " + seed);
        try (Performance film = face.perform(footage, FORMAT, seed, Direction.PLAIN)) {
            work.add("film " + seed, "begin", start, System.nanoTime());
            Pcm speech = speech(seconds);
            int chunk = (int) (CHUNK * RATE.hertz());
            for (int at = 0; at < speech.samples().length; at += chunk) {
                Pcm piece = speech.slice(at, Math.min(speech.samples().length, at + chunk));
                long heard = System.nanoTime();
                film.hear(new SpeechChunk(piece, List.of()), counted);
                work.add("film " + seed, "hear", heard, System.nanoTime());
            }
            long last = System.nanoTime();
            film.finish(counted);
            work.add("film " + seed, "finish", last, System.nanoTime());
        }
        return new Times(first[0] - start, System.nanoTime() - start, frames[0]);
    }

    /** Speech to frames, as long as all of it is there at once. */
    void toFrames(double seconds, int rounds) {
        List<Double> whole = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        for (int i = 0; i <= rounds; i++) {
            work.clear();
            Times times = film(seconds, i, frame -> {});
            if (i > 0) {
                whole.add(times.whole * 1e-9);
                first.add(times.first * 1e-6);
            }
        }
        found.accept(Sample.of(seconds + " s of speech to frames", "s", whole));
        found.accept(Sample.of("first frame, from the first sound", "ms", first).goal(150, 0.5));
    }

    /** Speech to a finished file, with the software's own encoder, on a thread of its own as in the product. */
    void toFile(double seconds, int rounds) {
        List<Double> whole = new ArrayList<>();
        for (int i = 0; i <= rounds; i++) {
            work.clear();
            long start = System.nanoTime();
            Path out = scratch.resolve("film.mp4");
            FilmTags tags = new FilmTags("bench", "AI-generated, stand-in", Language.ENGLISH);
            try (FilmWriter writer = FilmWriter.open(out, FORMAT, RATE, tags)) {
                // As in the product: sound is encoded beside the pictures.
                CompletableFuture<Void> sound = CompletableFuture.runAsync(() -> writer.sound(speech(seconds)));
                try (PictureLane pictures = new PictureLane(FORMAT, frame -> {
                    long came = System.nanoTime();
                    writer.accept(frame);
                    work.add("encoder", "frame", came, System.nanoTime());
                })) {
                    film(seconds, i, pictures);
                    pictures.finish();
                }
                sound.join();
                long last = System.nanoTime();
                writer.finish();
                work.add("file", "finish", last, System.nanoTime());
            }
            if (i > 0) {
                whole.add((System.nanoTime() - start) * 1e-9);
            }
        }
        found.accept(Sample.of(seconds + " s of speech to a finished MP4", "s", whole)
                .goal(1, 0.5));
    }

    /** As many films at once as asked for: how much faster than they are spoken they are all made. */
    void atOnce(int films, double seconds) throws InterruptedException {
        work.clear();
        try (ExecutorService threads = Executors.newFixedThreadPool(films)) {
            List<Callable<Times>> work = new ArrayList<>();
            for (int i = 0; i < films; i++) {
                int seed = i;
                work.add(() -> film(seconds, seed, frame -> {}));
            }
            long start = System.nanoTime();
            for (Future<Times> one : threads.invokeAll(work)) {
                one.get();
            }
            double took = (System.nanoTime() - start) * 1e-9;
            found.accept(Sample.of(
                            films + " films at once, streams of 25 frames a second",
                            "",
                            List.of(films * seconds / took))
                    .least(Math.min(films, 12), 0.5));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What all films so far have left on the device. */
    void leftOver(long before) {
        found.accept(Sample.of(
                        "device memory left taken by films that are over",
                        "MiB",
                        List.of((device.usedBytes() - before) / 1048576.0))
                .goal(1, 1));
    }

    /** With no memory left a film is refused with a sentence that says what to do, and the next is made. */
    void fullMemory() {
        String refusal;
        List<DeviceBuffer> hoard = new ArrayList<>();
        try (CudaStream stream = device.stream()) {
            try {
                takeAll(stream, hoard);
                refusal = refusal();
            } finally {
                hoard.forEach(DeviceBuffer::close);
                stream.synchronize();
            }
        }
        device.trim();
        watch.say("   with all device memory taken: " + refusal);
        found.accept(Sample.of(
                        "films refused in full memory, saying what to do",
                        "",
                        List.of(refusal.contains("memory is full") ? 1.0 : 0.0))
                .least(1, 0.5));
        Times after = film(1, 1, frame -> {});
        found.accept(
                Sample.of("frames of the film after a refusal for want of memory", "", List.of((double) after.frames))
                        .least(25, 0.5));
    }

    /** As much as there is, down to small pieces. */
    private void takeAll(CudaStream stream, List<DeviceBuffer> hoard) {
        for (long size = 1L << 33; size >= 1 << 16; size /= 2) {
            boolean room = true;
            while (room) {
                try {
                    hoard.add(DeviceBuffer.allocate(stream, size));
                } catch (InferenceException e) {
                    room = false;
                }
            }
        }
        watch.say("   device memory left: " + (device.freeBytes() >> 20) + " MiB");
    }

    private String refusal() {
        try {
            film(1, 1, frame -> {});
            return "none: a film was made";
        } catch (InferenceException | RenderException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
