package dev.vignette.inference.tensorrt;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.TensorSpec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan on disk: 8 bytes of magic, the header's length in 4 bytes (big endian), the header in JSON, SHA-256 of header and
 * plan, the plan, aligned to 256 bytes. Written as a whole or not at all; what does not check is a {@link DamagedException}.
 */
final class PlanFile {
    private static final byte[] MAGIC = {'V', 'G', 'N', 'P', 'L', 'A', 'N', '1'};
    private static final int HEADER_LIMIT = 4_000_000;
    private static final int HASH_BYTES = 32;
    private static final int ALIGNMENT = 256;
    private static final long PIECE = 64L << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PlanFile() {}

    /**
     * What is known of a plan without TensorRT.
     *
     * @param key as text
     * @param inputs that the ONNX file names
     * @param outputs that the ONNX file names
     * @param metadata of the ONNX file
     */
    record Header(String key, List<Spec> inputs, List<Spec> outputs, Map<String, String> metadata) {
        static Header of(PlanKey key, NetworkContract signature, Map<String, String> metadata) {
            return new Header(
                    key.text(),
                    signature.inputs().stream().map(Spec::of).toList(),
                    signature.outputs().stream().map(Spec::of).toList(),
                    metadata);
        }

        NetworkContract signature(String network) {
            return new NetworkContract(
                    network,
                    inputs.stream().map(Spec::spec).toList(),
                    outputs.stream().map(Spec::spec).toList());
        }
    }

    record Spec(String name, ElementType type, List<Long> dimensions) {
        static Spec of(TensorSpec spec) {
            return new Spec(spec.name(), spec.type(), spec.dimensions());
        }

        TensorSpec spec() {
            return new TensorSpec(name, type, dimensions);
        }
    }

    /** A plan in memory, which lives as long as the arena that it was read into. */
    record Plan(Header header, MemorySegment bytes) {}

    /** The file is not what it was when it was written. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String reason) {
            super(reason);
        }
    }

    static void write(Path file, Header header, MemorySegment plan) throws IOException {
        byte[] json = padded(JSON.writeValueAsBytes(header));
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, "plan", ".part");
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer head = ByteBuffer.allocate(MAGIC.length + Integer.BYTES + json.length + HASH_BYTES);
            head.put(MAGIC).putInt(json.length).put(json).put(hash(json, plan)).flip();
            writeAll(out, head);
            for (long at = 0; at < plan.byteSize(); at += PIECE) {
                writeAll(
                        out,
                        plan.asSlice(at, Math.min(PIECE, plan.byteSize() - at)).asByteBuffer());
            }
            out.force(true);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** With spaces at the end, so that the plan begins at a multiple of what any processor wants. */
    private static byte[] padded(byte[] json) {
        int before = MAGIC.length + Integer.BYTES + json.length + HASH_BYTES;
        byte[] padded = Arrays.copyOf(json, json.length + (ALIGNMENT - before % ALIGNMENT) % ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /**
     * Maps a plan and checks it.
     *
     * @throws DamagedException if it is cut, changed or something else
     */
    static Plan read(Path file, Arena arena) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment all = in.map(FileChannel.MapMode.READ_ONLY, 0, in.size(), arena);
            long fixed = (long) MAGIC.length + Integer.BYTES;
            if (all.byteSize() < fixed + HASH_BYTES
                    || all.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) != -1) {
                throw new DamagedException("it does not begin as a plan does");
            }
            int length = all.asSlice(MAGIC.length, Integer.BYTES).asByteBuffer().getInt();
            if (length < 2 || length > HEADER_LIMIT || fixed + length + HASH_BYTES > all.byteSize()) {
                throw new DamagedException("its header is longer than the file");
            }
            byte[] json = all.asSlice(fixed, length).toArray(ValueLayout.JAVA_BYTE);
            byte[] wanted = all.asSlice(fixed + length, HASH_BYTES).toArray(ValueLayout.JAVA_BYTE);
            MemorySegment plan = all.asSlice(fixed + length + HASH_BYTES);
            if (!MessageDigest.isEqual(wanted, hash(json, plan))) {
                throw new DamagedException("its hash differs");
            }
            return new Plan(JSON.readValue(json, Header.class), plan);
        } catch (JacksonException e) {
            throw new DamagedException("its header is no JSON of ours");
        }
    }

    private static byte[] hash(byte[] json, MemorySegment plan) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(json);
            for (long at = 0; at < plan.byteSize(); at += PIECE) {
                digest.update(
                        plan.asSlice(at, Math.min(PIECE, plan.byteSize() - at)).asByteBuffer());
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
