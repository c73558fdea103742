package dev.vignette.inference.checkpoint;

import dev.vignette.inference.pickle.Pickle;
import dev.vignette.inference.pickle.PickleException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A file of weights as PyTorch has written it since 1.6: a zip of a pickle, which says what there is, and of storages, which are
 * read when they are asked for. The pickle runs nothing, see {@link TorchVocabulary}. Safe to use from any thread; the one who
 * opened it closes it.
 *
 * @see <a href="https://pytorch.org/docs/stable/notes/serialization.html">PyTorch, serialization semantics</a>
 */
public final class Checkpoint implements AutoCloseable {
    private static final long MOST_PICKLE_BYTES = 32_000_000;
    private static final int MOST_ENTRIES = 100_000;

    private final Path file;
    private final ZipFile zip;
    private final String root;
    private final Map<?, ?> values;

    private Checkpoint(Path file, ZipFile zip, String root, Map<?, ?> values) {
        this.file = file;
        this.zip = zip;
        this.root = root;
        this.values = values;
    }

    /**
     * Reads what there is, no weights.
     *
     * @param passedOver beginnings of the full names of classes whose objects are read over, such as {@code TTS.}
     * @throws CheckpointException if the file is missing, cut, of another kind, or wants to run something
     */
    public static Checkpoint open(Path file, List<String> passedOver) {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException("There is no file " + file + ". Pull the model, or correct the path.");
        }
        ZipFile zip = zip(file);
        try {
            String root = root(file, zip);
            requireLittleEndian(file, zip, root);
            Object value = Pickle.read(
                    bytes(file, zip, root + "data.pkl", MOST_PICKLE_BYTES), new TorchVocabulary(passedOver));
            if (!(value instanceof Map<?, ?> values)) {
                throw new PickleException("it holds no dictionary");
            }
            return new Checkpoint(file, zip, root, values);
        } catch (PickleException e) {
            close(zip);
            throw refused(file, sentence(e));
        } catch (RuntimeException e) {
            close(zip);
            throw e;
        }
    }

    private static String sentence(PickleException e) {
        String message = String.valueOf(e.getMessage());
        return message.endsWith(".")
                ? message.substring(0, message.length() - 1).replaceFirst("^The file", "it")
                : message;
    }

    private static ZipFile zip(Path file) {
        try {
            ZipFile zip = new ZipFile(file.toFile(), ZipFile.OPEN_READ);
            if (zip.size() > MOST_ENTRIES) {
                close(zip);
                throw refused(file, "it has " + zip.size() + " parts");
            }
            return zip;
        } catch (ZipException e) {
            throw refused(file, "it is cut off, or no zip as PyTorch writes since version 1.6");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static String root(Path file, ZipFile zip) {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.matches("[^/]{1,200}/data\\.pkl"))
                .findFirst()
                .map(name -> name.substring(0, name.indexOf('/') + 1))
                .orElseThrow(() -> refused(file, "it has no part data.pkl"));
    }

    private static void requireLittleEndian(Path file, ZipFile zip, String root) {
        if (zip.getEntry(root + "byteorder") != null
                && !new String(bytes(file, zip, root + "byteorder", 100), StandardCharsets.US_ASCII)
                        .strip()
                        .equals("little")) {
            throw refused(file, "its numbers are big-endian");
        }
    }

    private static byte[] bytes(Path file, ZipFile zip, String name, long most) {
        ZipEntry entry = stored(file, zip, name);
        if (entry.getSize() > most) {
            throw refused(file, "its part " + name + " has " + entry.getSize() + " bytes");
        }
        byte[] bytes = new byte[Math.toIntExact(entry.getSize())];
        try (InputStream in = zip.getInputStream(entry)) {
            in.readNBytes(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        requireSum(file, entry, bytes);
        return bytes;
    }

    /** What is stored as it is cannot be a small file that becomes a large one. */
    private static ZipEntry stored(Path file, ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw refused(file, "it lacks its part " + name);
        }
        if (entry.getSize() > length(file)) {
            throw refused(file, "its part " + name + " claims to be larger than the file");
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() < 0) {
            throw refused(file, "its part " + name + " is compressed, which PyTorch never does");
        }
        return entry;
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void requireSum(Path file, ZipEntry entry, byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        if (sum.getValue() != entry.getCrc()) {
            throw refused(file, "its part " + entry.getName() + " is damaged");
        }
    }

    /** A value of the dictionary that is neither a tensor nor a dictionary, or null. */
    public @Nullable Object value(String key) {
        return values.get(key);
    }

    /**
     * The tensors of a dictionary by name.
     *
     * @param key of the dictionary in the file; where there is none, the tensors of the file itself are given
     */
    public Map<String, StoredTensor> tensors(String key) {
        Map<?, ?> map = values.get(key) instanceof Map<?, ?> inner ? inner : values;
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (name instanceof String text && value instanceof StoredTensor tensor) {
                tensors.put(text, tensor);
            }
        });
        return tensors;
    }

    /**
     * The numbers of a tensor of this file, row by row.
     *
     * @throws CheckpointException if they are missing or damaged
     */
    public float[] floats(StoredTensor tensor) {
        NumberType type = tensor.storage().type();
        String name = root + "data/" + tensor.storage().key();
        byte[] bytes = bytes(file, zip, name, Integer.MAX_VALUE - 8);
        if (bytes.length < tensor.storage().elements() * type.bytes()) {
            throw refused(file, "its part " + name + " is cut off");
        }
        ByteBuffer from = ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(Math.toIntExact(tensor.offset() * type.bytes()));
        float[] numbers = new float[tensor.elements()];
        if (type == NumberType.FLOAT) {
            from.asFloatBuffer().get(numbers);
        } else {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = type.next(from);
            }
        }
        return numbers;
    }

    private static CheckpointException refused(Path file, String why) {
        return new CheckpointException(
                "The file " + file + " is no checkpoint that can be read: " + why + ". Get it anew from its source.");
    }

    private static CheckpointException unreadable(Path file, IOException e) {
        return new CheckpointException(
                e instanceof EOFException || e instanceof ZipException
                        ? "The file " + file + " is cut off. Get it anew from its source."
                        : "The file " + file + " cannot be read: " + e.getMessage() + ".",
                e);
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            throw new CheckpointException("A checkpoint cannot be closed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        close(zip);
    }
}
