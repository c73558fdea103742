package dev.vignette.renderer;

import dev.vignette.media.Language;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.FilmSummary;
import dev.vignette.media.film.FilmTags;
import dev.vignette.media.film.FilmWriter;
import dev.vignette.media.film.FrameSink;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.Voice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes films: voice, face and film overlap, so that the time to a finished clip is that of the slowest stage plus a
 * tail. Safe to use from several threads at once, each rendering its own job on its own thread. Closing it closes the
 * engines.
 */
public final class ClipRenderer implements AutoCloseable {
    private final Voice voice;
    private final List<Face> faces;

    /** @param faces in order of preference; the first that {@linkplain Face#shows shows} the avatar is taken */
    public ClipRenderer(Voice voice, List<Face> faces) {
        this.voice = voice;
        this.faces = List.copyOf(faces);
    }

    public Voice voice() {
        return voice;
    }

    public List<Face> faces() {
        return faces;
    }

    /**
     * The engine that would show {@code avatar}.
     *
     * @throws RenderException if none can
     */
    public Face faceFor(Avatar avatar) {
        return faces.stream()
                .filter(face -> face.shows(avatar))
                .findFirst()
                .orElseThrow(() -> new RenderException(
                        RenderException.Reason.ENGINE_MISSING,
                        avatar.look() instanceof Look.Footage
                                ? "No face here can show somebody from a film. Send a photograph, or bring Ditto with"
                                        + " \"vignette models pull ditto\" and choose it by VIGNETTE_FACE=ditto."
                                : "No face engine here can show " + avatar.id() + "."));
    }

    /** {@code avatar} as they can be seen here: those who have a film and another look, by that one if no face shows films. */
    public Avatar seen(Avatar avatar) {
        return avatar.look() instanceof Look.Footage footage
                        && footage.otherwise() != null
                        && faces.stream().noneMatch(face -> face.shows(avatar))
                ? avatar.seenAs(footage.otherwise())
                : avatar;
    }

    /**
     * The engine that would speak {@code script} as {@code avatar}. May have to open it.
     *
     * @throws RenderException if none can
     */
    public Voice voiceFor(Avatar avatar, Language language) {
        return voice.voiceFor(avatar.speaker(), language);
    }

    /**
     * Renders {@code job} to the MP4 file {@code out}, which is replaced if it exists and removed if the work fails. An
     * interrupt cancels.
     *
     * @throws RenderException if no film could be made
     * @throws dev.vignette.media.MediaException if it could not be written
     */
    public RenderedClip render(RenderJob job, Path out, RenderListener listener) {
        return render(job, out, null, listener);
    }

    /**
     * As {@link #render(RenderJob, Path, RenderListener)}, and writes the very speech of the film as a voice note as well,
     * which is complete as soon as the voice is, long before the film may be.
     *
     * @param note where the voice note goes; null for none
     */
    public RenderedClip render(RenderJob job, Path out, @Nullable Path note, RenderListener listener) {
        long start = System.nanoTime();
        Avatar avatar = job.avatar();
        Face face = faceFor(avatar);
        Voice speaking = voiceFor(avatar, job.script().language());
        SampleRate rate = speaking.capabilities().rate();
        var progress = new Progress(job.script(), listener);
        var clock = new FilmClock();
        // The voice begins to speak while face and film are made ready.
        try (SpeechStream speech = new SpeechStream(speaking, job.script(), avatar.speaker(), job.seed());
                Performance performance = face.perform(avatar, job.format(), job.seed(), job.direction());
                FilmWriter film = FilmWriter.open(out, job.format(), rate, tags(job, speaking, face));
                SoundLane sound = new SoundLane(film);
                PictureLane pictures = new PictureLane(job.format(), film);
                SpokenNote spoken = SpokenNote.open(note, rate, speaking)) {
            FrameSink frames = new AiMark(job.format(), frame -> {
                clock.time(() -> pictures.accept(frame));
                progress.frame(job.format());
            });
            var timeline = new Timeline(rate, job.maxDuration(), chunk -> {
                checkInterrupt();
                sound.add(chunk.sound());
                spoken.accept(chunk.sound());
                progress.sound(chunk);
                performance.hear(chunk, frames);
            });
            speech.forEach(timeline::accept);
            progress.spoken();
            timeline.finish();
            spoken.finish(listener);
            performance.finish(frames);
            FilmSummary summary = clock.time(() -> {
                pictures.finish();
                sound.finish();
                return film.finish();
            });
            Duration total = Duration.ofNanos(System.nanoTime() - start);
            listener.onProgress(RenderStage.FILM, 1);
            return new RenderedClip(
                    summary.duration(),
                    summary.frames(),
                    summary.bytes(),
                    speaking.engine(),
                    face.engine(),
                    summary.encoder(),
                    timeline.shortened(),
                    performance.remarks(),
                    Map.of(
                            RenderStage.VOICE, speech.busy(),
                            RenderStage.FACE, total.minus(clock.busy()).minus(speech.waited()),
                            RenderStage.FILM, clock.busy()),
                    total);
        }
    }

    /**
     * Speaks {@code job} to the voice note {@code out}, without a picture; otherwise as {@link #render}. The speech is that of
     * the film of an equal job.
     */
    public SpokenClip speak(RenderJob job, Path out, RenderListener listener) {
        Avatar avatar = job.avatar();
        Voice speaking = voiceFor(avatar, job.script().language());
        SampleRate rate = speaking.capabilities().rate();
        var progress = new Progress(job.script(), listener);
        try (SpeechStream speech = new SpeechStream(speaking, job.script(), avatar.speaker(), job.seed());
                SpokenNote spoken = SpokenNote.open(out, rate, speaking)) {
            var timeline = new Timeline(rate, job.maxDuration(), chunk -> {
                checkInterrupt();
                spoken.accept(chunk.sound());
                progress.sound(chunk);
            });
            speech.forEach(timeline::accept);
            progress.spoken();
            timeline.finish();
            return new SpokenClip(spoken.finish(listener), speaking.engine(), speech.busy(), timeline.shortened());
        }
    }

    private static FilmTags tags(RenderJob job, Voice voice, Face face) {
        String comment = "AI-generated by Vignette: voice=" + voice.engine().name() + ", face="
                + face.engine().name();
        return new FilmTags("Vignette", comment, job.script().language());
    }

    private static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw SpeechStream.cancelled();
        }
    }

    @Override
    public void close() {
        try (voice) {
            faces.forEach(Face::close);
        }
    }

    /** Fractions that never fall, from an estimate of the speech's length until it is known. */
    private static final class Progress {
        private static final double CHARACTERS_PER_SECOND = 14;

        private final RenderListener listener;
        private double expected;
        private double heard;
        private int painted;

        Progress(Script script, RenderListener listener) {
            this.listener = listener;
            expected = 1 + script.text().length() / CHARACTERS_PER_SECOND;
        }

        void sound(SpeechChunk chunk) {
            heard += chunk.sound().seconds();
            expected = Math.max(expected, heard);
            listener.onProgress(RenderStage.VOICE, heard / expected);
        }

        void spoken() {
            listener.onProgress(RenderStage.VOICE, 1);
        }

        void frame(FilmFormat format) {
            double seconds = ++painted / (double) format.framesPerSecond();
            listener.onProgress(RenderStage.FACE, Math.min(1, seconds / expected));
        }
    }

    /** Adds up the time for which the film is waited for. */
    private static final class FilmClock {
        private long nanos;

        void time(Runnable work) {
            long start = System.nanoTime();
            work.run();
            nanos += System.nanoTime() - start;
        }

        <T> T time(Supplier<T> work) {
            long start = System.nanoTime();
            T result = work.get();
            nanos += System.nanoTime() - start;
            return result;
        }

        Duration busy() {
            return Duration.ofNanos(nanos);
        }
    }
}
