package dev.vignette.renderer.voice;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What one engine needs of a person's voice, computed once from the sample and kept instead of it: an embedding, or codes
 * of the sound, in the engine's own encoding. Immutable.
 */
public final class VoicePrint {
    /** More than any engine needs of 30 s of speech. */
    public static final int MOST_BYTES = 4 << 20;

    private final String engine;
    private final String form;
    private final byte[] data;

    /**
     * @param engine name of the engine whose it is, as in {@link dev.vignette.renderer.EngineName#name()}
     * @param form version of the encoding and of the network that made it; the engine refuses others
     * @param data 1 to {@value #MOST_BYTES} bytes
     */
    public VoicePrint(String engine, String form, byte[] data) {
        if (engine.isBlank() || form.isBlank() || data.length == 0 || data.length > MOST_BYTES) {
            throw new IllegalArgumentException("A voice print needs an engine, a form and at most 4 MB of data.");
        }
        this.engine = engine;
        this.form = form;
        this.data = data.clone();
    }

    public String engine() {
        return engine;
    }

    public String form() {
        return form;
    }

    public byte[] data() {
        return data.clone();
    }

    /** Of form and data, 64 lower-case hexadecimal digits. */
    public String sha256() {
        return HexFormat.of().formatHex(Sha256.of(form, data));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VoicePrint print
                && engine.equals(print.engine)
                && form.equals(print.form)
                && Arrays.equals(data, print.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(data);
    }

    /** Without the data, which is personal. */
    @Override
    public String toString() {
        return "VoicePrint[" + engine + " " + form + ", " + data.length + " bytes]";
    }
}
