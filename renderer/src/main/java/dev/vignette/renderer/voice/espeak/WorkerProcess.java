package dev.vignette.renderer.voice.espeak;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running {@link EspeakWorker}, seen from this side. Requests come from one thread at a time; {@link #kill()} from any,
 * and ends a request that is under way with an {@link IOException}.
 */
final class WorkerProcess {
    /** All that the worker's class path holds. */
    private static final List<Class<?>> CLASSES = List.of(EspeakWorker.class, EspeakLibrary.class, EspeakData.class);

    /** Voice variants of our own that the worker adds to espeak-ng's. */
    private static final List<String> VARIANTS = List.of("woman", "man");

    /** What it gets to know of our environment: neither secrets nor JAVA_TOOL_OPTIONS. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "ESPEAK_DATA_PATH", "TMPDIR");

    private static final Logger log = LoggerFactory.getLogger(WorkerProcess.class);
    private static final int MAX_SOUND_BYTES = 2 * EspeakLibrary.MAX_SAMPLES;
    private static final int MAX_IPA_BYTES = 1 << 20;

    private final Path own;
    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;

    private WorkerProcess(Path own, Process process) {
        this.own = own;
        this.process = process;
        in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        Thread.ofVirtual().name("espeak-stderr").start(() -> drain(process.getErrorStream()));
    }

    /** Starts a worker; it has not greeted yet. */
    static WorkerProcess start(List<String> libraries) throws IOException {
        Path own = Files.createTempDirectory("vignette-espeak");
        try {
            // Copied out, because a class path cannot point into a jar inside a jar.
            for (Class<?> type : CLASSES) {
                String name = type.getName().replace('.', '/') + ".class";
                copy(type.getClassLoader().getResourceAsStream(name), own.resolve(name));
            }
            for (String variant : VARIANTS) {
                copy(WorkerProcess.class.getResourceAsStream(variant), own.resolve("variants", variant));
            }
            ProcessBuilder builder = new ProcessBuilder(command(own, libraries));
            builder.environment().keySet().retainAll(INHERITED);
            return new WorkerProcess(own, builder.start());
        } catch (IOException | RuntimeException e) {
            remove(own);
            throw e;
        }
    }

    private static List<String> command(Path own, List<String> libraries) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:+DisplayVMOutputToStderr",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                own.toString(),
                EspeakWorker.class.getName(),
                own.toString()));
        command.addAll(libraries);
        return command;
    }

    private static void copy(@Nullable InputStream resource, Path target) throws IOException {
        try (InputStream from = resource) {
            if (from == null) {
                throw new IOException("missing from our own jar: " + target.getFileName());
            }
            Files.createDirectories(target.getParent());
            Files.copy(from, target);
        }
    }

    /**
     * Waits for its first words.
     *
     * @return the version of espeak-ng
     * @throws RenderException ENGINE_MISSING if there is none
     */
    String greeting() throws IOException {
        int greeting = in.readInt();
        if (greeting == EspeakWorker.MISSING) {
            throw EspeakInstallation.missing();
        }
        if (greeting != EspeakWorker.READY) {
            throw new IOException("the worker did not greet");
        }
        return in.readUTF();
    }

    /** @throws RenderException if espeak-ng refuses, which leaves the worker fit for more */
    Utterance speak(Utterance.Request request, byte[] text) throws IOException {
        out.writeUTF(request.voice());
        out.writeInt(request.wordsPerMinute());
        out.writeInt(request.pitch());
        out.writeInt(request.range());
        out.writeInt(text.length);
        out.write(text);
        out.flush();
        int status = in.readInt();
        if (status == EspeakWorker.REFUSED) {
            throw new RenderException(Reason.ENGINE_FAILED, in.readUTF() + ".");
        }
        if (status != EspeakWorker.SPOKEN) {
            throw new IOException("unknown reply " + status);
        }
        byte[] bytes = in.readNBytes(bounded(in.readInt(), MAX_SOUND_BYTES));
        float[] samples = new float[bytes.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = ((bytes[2 * i + 1] << 8) | (bytes[2 * i] & 0xff)) / 32_768f;
        }
        int count = bounded(in.readInt(), EspeakLibrary.MAX_EVENTS);
        List<Utterance.Event> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(new Utterance.Event(in.readInt(), in.readUTF()));
        }
        byte[] ipa = in.readNBytes(bounded(in.readInt(), MAX_IPA_BYTES));
        return new Utterance(
                new Pcm(samples, SampleRate.HZ_22050), List.copyOf(events), new String(ipa, StandardCharsets.UTF_8));
    }

    private static int bounded(int length, int most) throws IOException {
        if (length < 0 || length > most) {
            throw new IOException("a reply of impossible length " + length);
        }
        return length;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    void kill() {
        process.destroyForcibly();
        remove(own);
    }

    /** The worker does this itself when its input ends, but not when it is killed. */
    private static void remove(Path own) {
        try {
            EspeakData.remove(own);
        } catch (IOException e) {
            log.debug("Left behind: {}", own, e);
        }
    }

    /** Reads all that the worker complains about, so that it never blocks on it. */
    private static void drain(InputStream errors) {
        try (var lines = new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                log.debug("espeak-ng: {}", text);
            }
        } catch (IOException e) {
            log.trace("The worker's complaints ended", e);
        }
    }
}
