package dev.vignette.inference.pickle;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads Python pickles (protocols 2 to 4). A pickle is a program; this one knows the instructions that make values, and leaves
 * every name that is mentioned to a {@link Vocabulary}. Used once, by one thread.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools, the list of instructions</a>
 */
public final class Pickle {
    private static final int MOST_STEPS = 1_000_000;
    private static final int DEEPEST = 50;
    private static final Object MARK = new Object();

    private final ByteBuffer in;
    private final Vocabulary vocabulary;
    private final List<@Nullable Object> stack = new ArrayList<>();
    private final Map<Integer, @Nullable Object> memo = new HashMap<>();

    private final IdentityHashMap<Object, Object> whole = new IdentityHashMap<>();

    private Pickle(byte[] bytes, Vocabulary vocabulary) {
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.vocabulary = vocabulary;
    }

    /**
     * The value: maps, lists (tuples too), texts, {@link Long}, {@link Double}, {@link Boolean}, {@code byte[]}, null, or
     * what the vocabulary makes.
     *
     * @throws PickleException if the bytes are broken, or mention a name that the vocabulary does not have
     */
    public static @Nullable Object read(byte[] bytes, Vocabulary vocabulary) {
        try {
            Pickle pickle = new Pickle(bytes, vocabulary);
            return pickle.finished(pickle.run(), 0);
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException
                | NoSuchElementException e) {
            throw new PickleException("The file is cut off or is no pickle.");
        }
    }

    private @Nullable Object run() {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            int code = in.get() & 255;
            if (code == '.') {
                return pop();
            }
            step(code);
        }
        throw new PickleException("The file has more values than are read here.");
    }

    private void step(int code) {
        switch (code) {
            case 0x80 -> in.get(); // protocol
            case 0x95 -> in.getLong(); // frame
            case '(' -> push(MARK);
            case '0' -> pop();
            case 'N' -> push(null);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) in.getInt());
            case 'K' -> push((long) (in.get() & 255));
            case 'M' -> push((long) (in.getShort() & 0xffff));
            case 0x8a -> push(longOf(bytes(in.get() & 255)));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X' -> push(text(in.getInt()));
            case 0x8c -> push(text(in.get() & 255));
            case 'B' -> push(bytes(in.getInt()));
            case 'C' -> push(bytes(in.get() & 255));
            case 0x8e -> push(bytes(Math.toIntExact(in.getLong())));
            case ']', ')' -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case 't', 'l' -> push(sinceMark());
            case 0x85 -> push(last(1));
            case 0x86 -> push(last(2));
            case 0x87 -> push(last(3));
            case 'a' -> append(last(1));
            case 'e' -> append(sinceMark());
            case 's' -> set(last(2));
            case 'u' -> set(sinceMark());
            case 'q' -> memo.put(in.get() & 255, top());
            case 'r' -> memo.put(in.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> push(remembered(in.get() & 255));
            case 'j' -> push(remembered(in.getInt()));
            case 'c' -> push(vocabulary.name(line(), line()));
            case 0x93 -> {
                List<@Nullable Object> names = last(2);
                push(vocabulary.name(String.valueOf(names.get(0)), String.valueOf(names.get(1))));
            }
            // A new object is a call for all that matters here.
            case 'R', 0x81 -> {
                List<@Nullable Object> call = last(2);
                push(vocabulary.call(required(call.get(0)), list(call.get(1))));
            }
            case 'b' -> {
                Object state = pop();
                vocabulary.build(top(), state);
            }
            case 'Q' -> push(vocabulary.persistent(pop()));
            default ->
                throw new PickleException(
                        "The file has the instruction 0x%02x, which is not read here.".formatted(code));
        }
    }

    private void push(@Nullable Object value) {
        stack.add(value);
    }

    private @Nullable Object pop() {
        return stack.removeLast();
    }

    private @Nullable Object top() {
        return stack.getLast();
    }

    private List<@Nullable Object> last(int count) {
        List<@Nullable Object> tail = stack.subList(stack.size() - count, stack.size());
        List<@Nullable Object> values = new ArrayList<>(tail);
        tail.clear();
        return values;
    }

    private List<@Nullable Object> sinceMark() {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw new PickleException("The file is cut off or is no pickle.");
        }
        List<@Nullable Object> values = last(stack.size() - mark - 1);
        pop();
        return values;
    }

    private void append(List<@Nullable Object> values) {
        list(top()).addAll(values);
    }

    private void set(List<@Nullable Object> pairs) {
        if (!(top() instanceof Map<?, ?>)) {
            throw new PickleException("The file is cut off or is no pickle.");
        }
        @SuppressWarnings("unchecked") // Maps on the stack are made above and hold anything.
        Map<Object, @Nullable Object> map = (Map<Object, @Nullable Object>) required(top());
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            map.put(key(pairs.get(i)), pairs.get(i + 1));
        }
    }

    /** Plain values only: a key that holds itself could be hashed for ever. */
    private static Object key(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Long number -> number;
            case Double number -> number;
            case Boolean truth -> truth;
            case null, default ->
                throw new PickleException("The file has a dictionary with a key that is no plain value.");
        };
    }

    @SuppressWarnings("unchecked") // Lists on the stack are made above and hold anything.
    private static List<@Nullable Object> list(@Nullable Object value) {
        if (value instanceof List<?>) {
            return (List<@Nullable Object>) value;
        }
        throw new PickleException("The file is cut off or is no pickle.");
    }

    private static Object required(@Nullable Object value) {
        if (value == null) {
            throw new PickleException("The file is cut off or is no pickle.");
        }
        return value;
    }

    private @Nullable Object remembered(int key) {
        if (!memo.containsKey(key)) {
            throw new PickleException("The file is cut off or is no pickle.");
        }
        return memo.get(key);
    }

    private byte[] bytes(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new PickleException("The file is cut off or is no pickle.");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private String text(int length) {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private String line() {
        int start = in.position();
        while (in.get() != '\n') {
            if (in.position() - start > 200) {
                throw new PickleException("The file is cut off or is no pickle.");
            }
        }
        return new String(in.array(), start, in.position() - start - 1, StandardCharsets.UTF_8);
    }

    private static long longOf(byte[] little) {
        if (little.length > 8) {
            throw new PickleException("The file has a number of more than 64 bits.");
        }
        long value = little.length > 0 && little[little.length - 1] < 0 ? -1 : 0;
        for (int i = little.length - 1; i >= 0; i--) {
            value = value << 8 | (little[i] & 255);
        }
        return value;
    }

    /** The value with what the vocabulary made in its final form; what is mentioned twice is finished once. */
    private @Nullable Object finished(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new PickleException("The file is nested deeper than is read here.");
        }
        if (value == null) {
            return null;
        }
        Object done = whole.get(value);
        if (done != null) {
            return done;
        }
        Object made = switch (value) {
            case List<?> list -> {
                List<@Nullable Object> entries = new ArrayList<>();
                for (Object entry : list) {
                    entries.add(finished(entry, depth + 1));
                }
                yield entries;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
                map.forEach((key, entry) -> entries.put(key, finished(entry, depth + 1)));
                yield entries;
            }
            default -> vocabulary.finished(value);
        };
        if (made != null) {
            whole.put(value, made);
        }
        return made;
    }
}
