package dev.vignette.renderer.voice.espeak;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * libespeak-ng by the foreign function interface ({@code speak_lib.h}, API revision 12). Runs only inside {@link EspeakWorker}'s
 * process, on one thread.
 *
 * <p>Every utterance is spoken by a freshly loaded copy of the library, unloaded afterwards: espeak-ng keeps the phase of its
 * flutter and of its glottal wave from one sentence to the next without a way to reset them, and the same text has to give
 * the same samples whatever was said before. Loading takes about 6 ms and leaks nothing (measured: 200 utterances,
 * +7 MB resident, no threads).
 */
final class EspeakLibrary {
    /** Events kept of one utterance. */
    static final int MAX_EVENTS = 20_000;
    /** Samples kept of one utterance: two minutes. */
    static final int MAX_SAMPLES = 120 * 22_050;

    private static final int SYNCHRONOUS = 2;
    private static final int PHONEME_EVENTS = 0x0001;
    private static final int PHONEME_IPA = 0x0002;
    private static final int DONT_EXIT = 0x8000;
    private static final int UTF8 = 1;
    private static final int BY_CHARACTER = 1;
    private static final int IPA_TEXT = 0x02;
    /** espeakRATE, espeakPITCH, espeakRANGE, espeakVOLUME. */
    private static final int[] PARAMETERS = {1, 3, 4, 2};
    /** At its usual 100 espeak-ng clips loud vowels of the higher voices. */
    private static final int VOLUME = 55;

    // espeak_EVENT: type, unique_identifier, text_position, length, audio_position, sample, user_data, id[8]
    private static final long EVENT_BYTES = 40;
    private static final long EVENT_SAMPLE = 20;
    private static final long EVENT_ID = 32;
    private static final int PHONEME_EVENT = 7;

    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final AddressLayout STRING =
            POINTER.withTargetLayout(MemoryLayout.sequenceLayout(1 << 16, ValueLayout.JAVA_BYTE));

    private final String file;
    private final String home;
    private final String version;
    private final MemorySegment callback;
    private final MethodHandle findData;
    private final MethodHandle info;
    private final MethodHandle initialize;
    private final MethodHandle setCallback;
    private final MethodHandle setVoice;
    private final MethodHandle setParameter;
    private final MethodHandle toPhonemes;
    private final MethodHandle synth;
    private final MethodHandle terminate;
    private final MethodHandle seedRandom;

    private final byte[] sound = new byte[2 * MAX_SAMPLES];
    private final int[] eventSamples = new int[MAX_EVENTS];
    private final String[] eventPhonemes = new String[MAX_EVENTS];
    private int soundBytes;
    private int events;

    /**
     * @param file name or path of the library, as for {@code dlopen}
     * @param own where the variants lie and the data directory that includes them is made
     * @throws FileNotFoundException if the library is there but its data are not
     * @throws IllegalArgumentException if there is no such library
     */
    EspeakLibrary(String file, Path own) throws IOException, ReflectiveOperationException {
        this.file = file;
        home = own.toString();
        Linker linker = Linker.nativeLinker();
        findData = linker.downcallHandle(FunctionDescriptor.ofVoid(POINTER));
        info = linker.downcallHandle(FunctionDescriptor.of(STRING, POINTER));
        initialize = linker.downcallHandle(FunctionDescriptor.of(INT, INT, INT, POINTER, INT));
        setCallback = linker.downcallHandle(FunctionDescriptor.ofVoid(POINTER));
        setVoice = linker.downcallHandle(FunctionDescriptor.of(INT, POINTER));
        setParameter = linker.downcallHandle(FunctionDescriptor.of(INT, INT, INT, INT));
        toPhonemes = linker.downcallHandle(FunctionDescriptor.of(STRING, POINTER, INT, INT));
        synth = linker.downcallHandle(
                FunctionDescriptor.of(INT, POINTER, ValueLayout.JAVA_LONG, INT, INT, INT, INT, POINTER, POINTER));
        terminate = linker.downcallHandle(FunctionDescriptor.of(INT));
        seedRandom = linker.downcallHandle(
                linker.defaultLookup().find("srand").orElseThrow(), FunctionDescriptor.ofVoid(INT));
        callback = linker.upcallStub(
                MethodHandles.lookup()
                        .bind(
                                this,
                                "heard",
                                MethodType.methodType(int.class, MemorySegment.class, int.class, MemorySegment.class)),
                FunctionDescriptor.of(INT, POINTER, INT, POINTER),
                Arena.global());
        version = adopt(own);
    }

    /** Asks the library where its data are, without starting it, and makes a directory like that with our variants. */
    private String adopt(Path own) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup symbols = SymbolLookup.libraryLookup(file, arena);
            findData.invokeExact(symbols.findOrThrow("espeak_ng_InitializePath"), MemorySegment.NULL);
            MemorySegment path = arena.allocate(STRING);
            MemorySegment text = (MemorySegment) info.invokeExact(symbols.findOrThrow("espeak_Info"), path);
            Path installed = Path.of(path.get(STRING, 0).getString(0));
            if (!Files.isReadable(installed.resolve("phontab"))) {
                throw new FileNotFoundException("No espeak-ng data in " + installed);
            }
            EspeakData.overlay(installed, own);
            return text.getString(0);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Version of the library, {@code "1.51"}. */
    String version() {
        return version;
    }

    /**
     * Speaks one utterance; afterwards {@link #sound()} and the events hold it.
     *
     * @param voice with variant, {@code "en-us+m3"}
     * @param wordsPerMinute 80…450
     * @param pitch 0…99
     * @param range 0…99
     * @return the utterance in IPA with stress marks, sounds joined by {@code _}, clauses by spaces
     */
    String speak(String voice, int wordsPerMinute, int pitch, int range, byte[] utf8) throws IOException {
        soundBytes = 0;
        events = 0;
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup symbols = SymbolLookup.libraryLookup(file, arena);
            seedRandom.invokeExact(1);
            int rate = (int) initialize.invokeExact(
                    symbols.findOrThrow("espeak_Initialize"),
                    SYNCHRONOUS,
                    0,
                    arena.allocateFrom(home),
                    PHONEME_EVENTS | PHONEME_IPA | DONT_EXIT);
            if (rate != EspeakWorker.RATE) {
                throw new IOException("espeak-ng started with a sample rate of " + rate);
            }
            try {
                return speak(symbols, arena, voice, new int[] {wordsPerMinute, pitch, range, VOLUME}, utf8);
            } finally {
                // Its threads must have ended before the library is unloaded.
                int ended = (int) terminate.invokeExact(symbols.findOrThrow("espeak_Terminate"));
                assert ended == 0 : ended;
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private String speak(SymbolLookup symbols, Arena arena, String voice, int[] settings, byte[] utf8)
            throws Throwable {
        MemorySegment text = arena.allocate(utf8.length + 1L);
        MemorySegment.copy(utf8, 0, text, ValueLayout.JAVA_BYTE, 0, utf8.length);
        setCallback.invokeExact(symbols.findOrThrow("espeak_SetSynthCallback"), callback);
        int unknown =
                (int) setVoice.invokeExact(symbols.findOrThrow("espeak_SetVoiceByName"), arena.allocateFrom(voice));
        if (unknown != 0) {
            throw new IOException("espeak-ng has no voice " + voice);
        }
        MemorySegment parameter = symbols.findOrThrow("espeak_SetParameter");
        for (int i = 0; i < PARAMETERS.length; i++) {
            int refused = (int) setParameter.invokeExact(parameter, PARAMETERS[i], settings[i], 0);
            if (refused != 0) {
                throw new IOException("espeak-ng refused a parameter of " + settings[i]);
            }
        }
        String phonemes = phonemes(symbols, arena, text);
        int failed = (int) synth.invokeExact(
                symbols.findOrThrow("espeak_Synth"),
                text,
                text.byteSize(),
                0,
                BY_CHARACTER,
                0,
                UTF8,
                MemorySegment.NULL,
                MemorySegment.NULL);
        if (failed != 0) {
            throw new IOException("espeak-ng failed with " + failed);
        }
        return phonemes;
    }

    private String phonemes(SymbolLookup symbols, Arena arena, MemorySegment text) throws Throwable {
        MemorySegment next = arena.allocate(POINTER);
        next.set(POINTER, 0, text);
        StringBuilder all = new StringBuilder();
        MemorySegment function = symbols.findOrThrow("espeak_TextToPhonemes");
        // espeak-ng moves the pointer clause by clause and sets it to null at the end.
        for (int clause = 0; clause < 1_000 && next.get(POINTER, 0).address() != 0; clause++) {
            MemorySegment ipa = (MemorySegment) toPhonemes.invokeExact(function, next, UTF8, IPA_TEXT | ('_' << 8));
            all.append(ipa.getString(0)).append(' ');
        }
        return all.toString();
    }

    /** Called by espeak-ng with each buffer; returns 1 to stop. */
    @SuppressWarnings("unused") // by method handle
    private int heard(MemorySegment wave, int samples, MemorySegment list) {
        if (wave.address() != 0 && samples > 0) {
            int bytes = Math.min(2 * samples, sound.length - soundBytes);
            MemorySegment.copy(wave.reinterpret(2L * samples), ValueLayout.JAVA_BYTE, 0, sound, soundBytes, bytes);
            soundBytes += bytes;
        }
        for (long at = 0; list.address() != 0; at += EVENT_BYTES) {
            MemorySegment event = MemorySegment.ofAddress(list.address() + at).reinterpret(EVENT_BYTES);
            int type = event.get(INT, 0);
            if (type == 0) {
                break;
            }
            if (type == PHONEME_EVENT && events < MAX_EVENTS) {
                eventSamples[events] = event.get(INT, EVENT_SAMPLE);
                eventPhonemes[events++] = shortString(event.asSlice(EVENT_ID, 8));
            }
        }
        return soundBytes >= sound.length ? 1 : 0;
    }

    private static String shortString(MemorySegment eight) {
        int length = 0;
        while (length < 8 && eight.get(ValueLayout.JAVA_BYTE, length) != 0) {
            length++;
        }
        return new String(eight.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /** 16-bit samples in native byte order; {@link #soundBytes()} of it are valid. */
    byte[] sound() {
        return sound;
    }

    int soundBytes() {
        return soundBytes;
    }

    int events() {
        return events;
    }

    /** Sample at which event {@code i} happens. */
    int eventSample(int i) {
        return eventSamples[i];
    }

    /** Sound that begins there; empty for a pause. */
    String eventPhoneme(int i) {
        return eventPhonemes[i];
    }
}
