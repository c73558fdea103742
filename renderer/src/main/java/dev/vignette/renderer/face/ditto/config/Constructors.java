package dev.vignette.renderer.face.ditto.config;

import dev.vignette.inference.pickle.PickleException;
import dev.vignette.inference.pickle.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The few names that a configuration may call, and what they make. Everything else is refused before it is looked at. */
final class Constructors implements Vocabulary {
    /** A type of NumPy's, whose byte order comes later. */
    static final class Type {
        private final String code;
        private boolean bigEndian;

        Type(String code) {
            this.code = code;
        }
    }

    /** An array whose shape and bytes come later. */
    static final class Draft {
        private @Nullable NumpyArray array;

        NumpyArray array() {
            if (array == null) {
                throw new PickleException("An array in the file has no content.");
            }
            return array;
        }
    }

    private static final Set<String> ALLOWED = Set.of(
            "numpy.core.multiarray _reconstruct",
            "numpy._core.multiarray _reconstruct",
            "numpy.core.multiarray scalar",
            "numpy._core.multiarray scalar",
            "numpy ndarray",
            "numpy dtype",
            "collections OrderedDict",
            "_codecs encode");

    @Override
    public Object name(String module, String name) {
        if (!ALLOWED.contains(module + " " + name)) {
            throw new PickleException("The file wants to call " + module + "." + name
                    + ", which a configuration has no need of; it was not opened. Get it anew from its source.");
        }
        return new Name(module, name);
    }

    @Override
    public Object call(Object callable, List<@Nullable Object> arguments) {
        if (!(callable instanceof Name name)) {
            throw new PickleException("The file calls something that cannot be called.");
        }
        return switch (name.name()) {
            case "_reconstruct" -> new Draft();
            case "dtype" -> new Type(text(arguments, 0));
            case "scalar" -> scalar(arguments);
            case "OrderedDict" -> new LinkedHashMap<>();
            // Protocol 2 has no bytes: they travel as Latin-1 text.
            case "encode" -> text(arguments, 0).getBytes(StandardCharsets.ISO_8859_1);
            default -> throw new PickleException("The file calls " + name.name() + " in an unknown way.");
        };
    }

    private static Object scalar(List<@Nullable Object> arguments) {
        if (arguments.size() == 2
                && arguments.get(0) instanceof Type type
                && arguments.get(1) instanceof byte[] bytes) {
            return (double)
                    NumpyArray.of(type.code, type.bigEndian, new int[0], bytes).values()[0];
        }
        throw new PickleException("A number in the file is incomplete.");
    }

    private static String text(List<@Nullable Object> arguments, int i) {
        if (arguments.size() > i && arguments.get(i) instanceof String text) {
            return text;
        }
        throw new PickleException("The file calls something without its arguments.");
    }

    /** Gives a draft or a type what it still lacks. */
    @Override
    public void build(@Nullable Object target, @Nullable Object state) {
        if (!(state instanceof List<?> list)) {
            throw new PickleException("Something in the file is built from nothing.");
        }
        switch (target) {
            case Type type when list.size() > 1 -> type.bigEndian = ">".equals(list.get(1));
            case Draft draft
            when list.size() == 5
                    && list.get(1) instanceof List<?> shape
                    && list.get(2) instanceof Type type
                    && list.get(4) instanceof byte[] bytes -> {
                if (Boolean.TRUE.equals(list.get(3))) {
                    throw new PickleException("Arrays that are stored column by column are not read.");
                }
                int[] sides = shape.stream().mapToInt(Constructors::side).toArray();
                draft.array = NumpyArray.of(type.code, type.bigEndian, sides, bytes);
            }
            case null, default -> throw new PickleException("Something in the file is built in an unknown way.");
        }
    }

    @Override
    public Object finished(Object value) {
        return value instanceof Draft draft ? draft.array() : value;
    }

    private static int side(@Nullable Object number) {
        if (number instanceof Number side) {
            return side.intValue();
        }
        throw new PickleException("An array in the file has a side that is no number.");
    }
}
