package dev.vignette.inference.cuda;

import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Kernels of our own from one CUDA C++ source, compiled for the device at hand. The machine code is kept on disk by source,
 * headers, options, architecture and compiler, so that it is compiled once; a damaged file is compiled again. Kernels are
 * found by name: declare them {@code extern "C" __global__}. Sources may include {@code vignette/half.cuh} (half-precision
 * arithmetic without CUDA's own headers) beside headers that they bring themselves.
 */
public final class CudaKernels implements AutoCloseable {
    private static final String HALF = "vignette/half.cuh";
    private static final int HASH_BYTES = 32;

    private final CudaDevice device;
    private final String name;
    private final long module;
    private boolean closed;

    private CudaKernels(CudaDevice device, String name, byte[] cubin) {
        this.device = device;
        this.name = name;
        device.makeCurrent();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment made = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment image = arena.allocate(cubin.length, 16).copyFrom(MemorySegment.ofArray(cubin));
            device.check(device.api().cuModuleLoadData(made, image), "load the kernels " + name);
            module = made.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    /**
     * Compiles a resource that lies beside a class, or takes what was compiled before.
     *
     * @param cache folder for machine code; made if it is missing
     * @param beside the class
     * @param resource such as {@code warp.cu}
     * @param options for NVRTC, such as {@code --use_fast_math} or {@code -DCHANNELS=32}
     * @throws InferenceException with the compiler's first complaints, or if there is no compiler
     */
    public static CudaKernels compile(
            CudaDevice device, Path cache, Class<?> beside, String resource, List<String> options) {
        return compile(device, cache, resource, read(beside, resource), Map.of(), options);
    }

    /**
     * Compiles a source.
     *
     * @param name for messages
     * @param headers by the name that the source includes them by
     */
    public static CudaKernels compile(
            CudaDevice device,
            Path cache,
            String name,
            String source,
            Map<String, String> headers,
            List<String> options) {
        Nvrtc nvrtc = Nvrtc.get();
        Map<String, String> all = new TreeMap<>(headers);
        all.putIfAbsent(HALF, halfHeader());
        List<String> every = new ArrayList<>(options);
        every.add("--gpu-architecture=" + device.capability().architecture());
        every.add("--std=c++17");
        String key = key(nvrtc.version(), source, all, every);
        Path file = cache.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + key.substring(0, 32) + ".cubin");
        byte[] cubin = Cubins.read(file);
        if (cubin.length == 0) {
            cubin = nvrtc.compile(name, source, all, every);
            Cubins.write(file, cubin);
        }
        return new CudaKernels(device, name, cubin);
    }

    /** The version of the compiler that would be used, such as {@code 12.6}. @throws InferenceException if there is none */
    public static String compilerVersion() {
        return Nvrtc.get().version();
    }

    static String key(String compiler, String source, Map<String, String> headers, List<String> options) {
        MessageDigest digest = sha256();
        List<String> parts = new ArrayList<>(List.of(compiler, source));
        headers.forEach((header, text) -> parts.addAll(List.of(header, text)));
        parts.addAll(options);
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length keeps "ab" + "c" and "a" + "bc" apart.
            digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String halfHeader() {
        return read(CudaKernels.class, "half.cuh");
    }

    private static String read(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new InferenceException(
                        "There is no CUDA source " + resource + " beside " + beside.getName() + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InferenceException("The CUDA source " + resource + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws InferenceException if the source has no such kernel */
    public CudaKernel kernel(String function) {
        if (closed) {
            throw new IllegalStateException("The kernels " + name + " are closed.");
        }
        device.makeCurrent();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = arena.allocate(ValueLayout.JAVA_LONG);
            device.check(
                    device.api().cuModuleGetFunction(found, module, arena.allocateFrom(function)),
                    "find the kernel " + function + " in " + name);
            return new CudaKernel(device, function, found.get(ValueLayout.JAVA_LONG, 0));
        }
    }

    /** Unloads the code; launches have to be done. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            device.makeCurrent();
            device.check(device.api().cuModuleUnload(module), "unload the kernels " + name);
        }
    }

    /** Files with a hash before the code. */
    static final class Cubins {
        private Cubins() {}

        /** Nothing if there is no such file or it is damaged. */
        static byte[] read(Path file) {
            try {
                byte[] all = Files.readAllBytes(file);
                if (all.length <= HASH_BYTES) {
                    return new byte[0];
                }
                MessageDigest digest = sha256();
                digest.update(all, HASH_BYTES, all.length - HASH_BYTES);
                boolean whole = MessageDigest.isEqual(digest.digest(), java.util.Arrays.copyOf(all, HASH_BYTES));
                return whole ? java.util.Arrays.copyOfRange(all, HASH_BYTES, all.length) : new byte[0];
            } catch (IOException e) {
                return new byte[0];
            }
        }

        /** Written as a whole or not at all; a folder that cannot be written costs the next start its time only. */
        static void write(Path file, byte[] cubin) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "cubin", ".part");
                try {
                    byte[] hash = sha256().digest(cubin);
                    byte[] all = java.util.Arrays.copyOf(hash, HASH_BYTES + cubin.length);
                    System.arraycopy(cubin, 0, all, HASH_BYTES, cubin.length);
                    Files.write(part, all);
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(part);
                }
            } catch (IOException e) {
                System.getLogger(CudaKernels.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "Compiled kernels cannot be kept in {0}: {1}",
                                file,
                                e.getMessage());
            }
        }
    }
}
