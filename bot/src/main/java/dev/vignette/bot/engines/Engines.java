package dev.vignette.bot.engines;

import dev.vignette.renderer.ClipRenderer;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.Voice;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engines, opened when the first film needs them. One that is missing is looked for again at the next request, so
 * that installing it is enough. Safe to use from several threads.
 */
public final class Engines implements AutoCloseable {
    private final Supplier<Voice> voice;
    private final Supplier<List<Face>> faces;
    private final GpuBuilds builds;
    private volatile @Nullable ClipRenderer renderer;
    private volatile @Nullable String missing;

    /**
     * @param voice opens the voice; throws {@link RenderException} if it is not installed
     * @param faces opens the faces, in order of preference
     */
    public Engines(Supplier<Voice> voice, Supplier<List<Face>> faces) {
        this(voice, faces, new GpuBuilds());
    }

    /** @param builds is told of the networks that {@code voice} and {@code faces} make ready for a GPU */
    Engines(Supplier<Voice> voice, Supplier<List<Face>> faces, GpuBuilds builds) {
        this.voice = voice;
        this.faces = faces;
        this.builds = builds;
    }

    /** What is being made ready for the GPU. */
    public GpuBuilds builds() {
        return builds;
    }

    /**
     * What is in use.
     *
     * @param voice the one that is always there; null while none is open
     * @param voices who can speak, as far as opened, in order of preference
     * @param voiceAdvice why a better voice does not speak, or that it is slow, and what to do; or null
     * @param faces in order of preference
     * @param faceDevice where the moving face is rendered, such as {@code tensorrt-10.6.0}, or null
     * @param faceAdvice why it is not rendered as fast as it could be here, or null
     * @param missing why there is no voice, or null
     */
    public record Report(
            @Nullable EngineName voice,
            List<EngineName> voices,
            @Nullable String voiceAdvice,
            List<EngineName> faces,
            @Nullable String faceDevice,
            @Nullable String faceAdvice,
            @Nullable String missing) {}

    /** @throws RenderException with {@code ENGINE_MISSING} if something has to be installed first */
    public ClipRenderer renderer() {
        ClipRenderer open = renderer;
        return open != null ? open : open();
    }

    private synchronized ClipRenderer open() {
        ClipRenderer open = renderer;
        if (open != null) {
            return open;
        }
        try {
            ClipRenderer opened = new ClipRenderer(voice.get(), faces.get());
            renderer = opened;
            missing = null;
            return opened;
        } catch (RenderException e) {
            missing = e.getMessage();
            throw e;
        }
    }

    /**
     * The voices that clone and are installed, in order of preference, for people to be enrolled with them. Opens them, which may
     * take long.
     *
     * @throws RenderException with {@code ENGINE_MISSING} if nothing is installed that speaks
     */
    public Enrollers enrollers() {
        return chain(renderer()).map(FallbackVoice::enrollers).orElseGet(() -> new Enrollers(List.of(), true));
    }

    /** Names of the voices that clone and are installed, in order of preference; empty too if nothing is installed that speaks. */
    public List<String> cloners() {
        try {
            return chain(renderer()).map(FallbackVoice::cloners).orElse(List.of());
        } catch (RenderException e) {
            return List.of();
        }
    }

    /** How the voices that clone stand to somebody's, as far as they are open: never waits. */
    public List<CloneState> states(EnrolledVoice person) {
        ClipRenderer open = renderer;
        return open == null
                ? List.of()
                : chain(open).map(chain -> chain.states(person)).orElse(List.of());
    }

    /** What is known without opening or asking anything: never waits. */
    public Report report() {
        ClipRenderer open = renderer;
        if (open == null) {
            return new Report(null, List.of(), null, List.of(), null, null, missing);
        }
        List<EngineName> faces = open.faces().stream().map(Face::engine).toList();
        Optional<FallbackFace> face = open.faces().stream()
                .filter(FallbackFace.class::isInstance)
                .map(FallbackFace.class::cast)
                .findFirst();
        String device = face.flatMap(FallbackFace::device).orElse(null);
        String faceAdvice = face.flatMap(FallbackFace::advice).orElse(null);
        EngineName voice = open.voice().engine();
        Optional<FallbackVoice> chain = chain(open);
        return new Report(
                voice,
                chain.map(FallbackVoice::engines).orElse(List.of(voice)),
                chain.flatMap(FallbackVoice::advice).orElse(null),
                faces,
                device,
                faceAdvice,
                null);
    }

    /** The voice with those that are tried before it; empty where there is one voice alone. */
    private static Optional<FallbackVoice> chain(ClipRenderer open) {
        return open.voice() instanceof FallbackVoice chain ? Optional.of(chain) : Optional.empty();
    }

    @Override
    public synchronized void close() {
        ClipRenderer open = renderer;
        if (open != null) {
            open.close();
            renderer = null;
        }
    }
}
