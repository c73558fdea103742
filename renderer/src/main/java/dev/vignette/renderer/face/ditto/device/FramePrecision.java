package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.graph.EightBit;
import dev.vignette.inference.tensorrt.Precision;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How exactly frames are computed. With eight bits only those convolutions of the hourglass are that become faster, as many as leave frames a quality that is
 * measured on the networks at hand. Nothing chooses that by itself.
 *
 * @param leastDecibels peak signal-to-noise ratio that frames keep against unrounded ones; of no meaning with {@link Numbers#HALF}
 */
public record FramePrecision(Numbers numbers, double leastDecibels) {
    /** As published. */
    public static final FramePrecision HALF = new FramePrecision(Numbers.HALF, 0);

    /** What an eye does not see, and half precision alone about reaches. */
    public static final double USUAL = 50;

    private static final double LEAST = 20;
    private static final double MOST = 90;
    private static final Pattern WRITTEN = Pattern.compile("([a-z]+\\d*)(?::(\\d{1,3}(?:\\.\\d{1,3})?))?");

    /** What convolutions are computed with. */
    public enum Numbers {
        HALF(Precision.FP16, null),
        /** Where it costs little, whole numbers of eight bits. */
        INT8(Precision.INT8, EightBit.INT8);

        private final Precision precision;
        private final Optional<EightBit> bits;

        Numbers(Precision precision, @Nullable EightBit bits) {
            this.precision = precision;
            this.bits = Optional.ofNullable(bits);
        }
    }

    public FramePrecision {
        if (numbers != Numbers.HALF && !(leastDecibels >= LEAST && leastDecibels <= MOST)) {
            throw new IllegalArgumentException("The least quality is " + LEAST + " to " + MOST + " dB.");
        }
    }

    /**
     * As settings have it: {@code half}, {@code int8} for {@value #USUAL} dB, or {@code int8:45}.
     *
     * @throws IllegalArgumentException if it is nothing of the kind; the message says what is
     */
    public static FramePrecision parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        Optional<Numbers> numbers = !written.matches()
                ? Optional.empty()
                : Arrays.stream(Numbers.values())
                        .filter(one -> one.name().equalsIgnoreCase(written.group(1)))
                        .findFirst();
        String least = numbers.isEmpty() ? null : written.group(2);
        if (numbers.isEmpty() || (numbers.get() == Numbers.HALF && least != null)) {
            throw new IllegalArgumentException("The precision of frames is \"" + text
                    + "\". Set it to half, or to int8 with the least quality in dB, such as int8:50.");
        }
        return numbers.get() == Numbers.HALF
                ? HALF
                : new FramePrecision(numbers.get(), least == null ? USUAL : Double.parseDouble(least));
    }

    /** The numbers of eight bits, or none. */
    Optional<EightBit> bits() {
        return numbers.bits;
    }

    Precision precision() {
        return numbers.precision;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        String name = numbers.name().toLowerCase(Locale.ROOT);
        return numbers == Numbers.HALF
                ? name
                : name + ":" + String.format(Locale.ROOT, "%.3f", leastDecibels).replaceAll("\\.?0+$", "");
    }
}
