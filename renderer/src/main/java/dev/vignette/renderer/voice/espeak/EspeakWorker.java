package dev.vignette.renderer.voice.espeak;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The other process: speaks with espeak-ng what comes in on standard input, until that ends. It is started from a few
 * class files alone ({@link WorkerProcess}), so it must use nothing but the JDK.
 *
 * <p>First it says on standard output: {@code int} {@link #READY}, {@code UTF} version of espeak-ng; or {@code int}
 * {@link #MISSING}. Then for each request ({@code UTF} voice, {@code int} words per minute, {@code int} pitch, {@code int} range,
 * {@code int} length, text in UTF-8) a reply: {@code int} {@link #SPOKEN}, {@code int} bytes, little-endian samples, {@code int}
 * events, each {@code int} sample and {@code UTF} phoneme, {@code int} length, IPA in UTF-8; or {@code int} {@link #REFUSED},
 * {@code UTF} why.
 */
final class EspeakWorker {
    static final int READY = 0x45535031;
    static final int MISSING = 0x45535030;
    static final int SPOKEN = 1;
    static final int REFUSED = 2;
    /** Samples per second of espeak-ng's own synthesizer. */
    static final int RATE = 22_050;
    /** Longest text of one request, bytes. */
    static final int MAX_TEXT = 4_096;

    private EspeakWorker() {}

    /** @param args the worker's own directory, then names or paths of the library to try, in order */
    public static void main(String[] args) throws Exception {
        Path own = Path.of(args[0]);
        try {
            serve(own, args);
        } finally {
            EspeakData.remove(own);
        }
    }

    private static void serve(Path own, String[] args) throws Exception {
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        // Whatever else prints must not get between the replies.
        System.setOut(System.err);
        EspeakLibrary library = open(own, args, out);
        out.flush();
        if (library == null) {
            return;
        }
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        while (true) {
            String voice;
            try {
                voice = in.readUTF();
            } catch (EOFException parentClosed) {
                return;
            }
            int wordsPerMinute = in.readInt();
            int pitch = in.readInt();
            int range = in.readInt();
            int length = in.readInt();
            if (length < 0 || length > MAX_TEXT) {
                throw new IOException("A text of " + length + " bytes");
            }
            byte[] text = in.readNBytes(length);
            try {
                String ipa = library.speak(voice, wordsPerMinute, pitch, range, text);
                reply(library, ipa, out);
            } catch (IOException refusal) {
                out.writeInt(REFUSED);
                out.writeUTF(String.valueOf(refusal.getMessage()));
            }
            out.flush();
        }
    }

    private static @Nullable EspeakLibrary open(Path own, String[] args, DataOutputStream out) throws Exception {
        for (int i = 1; i < args.length; i++) {
            try {
                EspeakLibrary library = new EspeakLibrary(args[i], own);
                out.writeInt(READY);
                out.writeUTF(library.version());
                return library;
            } catch (IllegalArgumentException | FileNotFoundException absent) {
                System.err.println(absent.getMessage());
            }
        }
        out.writeInt(MISSING);
        return null;
    }

    private static void reply(EspeakLibrary library, String ipa, DataOutputStream out) throws IOException {
        byte[] sound = library.sound();
        int bytes = library.soundBytes();
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            for (int i = 0; i + 1 < bytes; i += 2) {
                byte swap = sound[i];
                sound[i] = sound[i + 1];
                sound[i + 1] = swap;
            }
        }
        out.writeInt(SPOKEN);
        out.writeInt(bytes);
        out.write(sound, 0, bytes);
        out.writeInt(library.events());
        for (int i = 0; i < library.events(); i++) {
            out.writeInt(library.eventSample(i));
            out.writeUTF(library.eventPhoneme(i));
        }
        byte[] phonemes = ipa.getBytes(StandardCharsets.UTF_8);
        out.writeInt(phonemes.length);
        out.write(phonemes);
    }
}
