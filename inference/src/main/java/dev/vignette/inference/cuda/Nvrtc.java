package dev.vignette.inference.cuda;

import dev.vignette.inference.InferenceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** NVIDIA's run-time compiler: CUDA C++ to machine code for one architecture, in some tens of milliseconds. */
final class Nvrtc {
    private final NvrtcApi api;
    private final String version;

    private Nvrtc(NvrtcApi api) {
        this.api = api;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment major = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment minor = arena.allocate(ValueLayout.JAVA_INT);
            check(api.nvrtcVersion(major, minor), "tell its version");
            version = major.get(ValueLayout.JAVA_INT, 0) + "." + minor.get(ValueLayout.JAVA_INT, 0);
        }
    }

    /** Loads the library at the first call. @throws InferenceException if there is none */
    static Nvrtc get() {
        if (Holder.PROBLEM != null || Holder.NVRTC == null) {
            throw new InferenceException("NVIDIA's run-time compiler is missing (" + Holder.PROBLEM
                    + "). Get it with \"vignette gpu install\", or install CUDA 12.");
        }
        return Holder.NVRTC;
    }

    private static final class Holder {
        static final @Nullable Nvrtc NVRTC;
        static final @Nullable String PROBLEM;

        static {
            Nvrtc nvrtc = null;
            String problem = null;
            try {
                // NVRTC opens it by this name, wherever the linker then finds it.
                GpuLibraries.preload(List.of("libnvrtc-builtins.so.12.6"));
                nvrtc = new Nvrtc(NativeLibrary.load(NvrtcApi.class, names()));
            } catch (IllegalArgumentException | InferenceException e) {
                problem = e.getMessage();
            }
            NVRTC = nvrtc;
            PROBLEM = problem;
        }

        /** The installed one first: it is the one that Vignette was measured with. */
        private static List<String> names() {
            List<String> names = new ArrayList<>();
            GpuLibraries.directory()
                    .map(directory -> directory.resolve("libnvrtc.so.12"))
                    .map(Path::toString)
                    .ifPresent(names::add);
            names.addAll(List.of("libnvrtc.so.12", "libnvrtc.so.13", "libnvrtc.so"));
            return names;
        }
    }

    /** Such as {@code 12.6}. */
    String version() {
        return version;
    }

    /**
     * @param headers by the name that the source includes them by
     * @throws InferenceException with the compiler's first complaints
     */
    byte[] compile(String name, String source, Map<String, String> headers, List<String> options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(ValueLayout.JAVA_LONG);
            List<String> included = List.copyOf(headers.keySet());
            MemorySegment texts =
                    strings(arena, included.stream().map(headers::get).toList());
            check(
                    api.nvrtcCreateProgram(
                            handle,
                            arena.allocateFrom(source),
                            arena.allocateFrom(name),
                            headers.size(),
                            texts,
                            strings(arena, included)),
                    "take the source " + name);
            long program = handle.get(ValueLayout.JAVA_LONG, 0);
            try {
                int compiled = api.nvrtcCompileProgram(program, options.size(), strings(arena, options));
                if (compiled != 0) {
                    throw new InferenceException("The CUDA source " + name + " does not compile with NVRTC " + version
                            + " and " + options + ": " + log(arena, program));
                }
                MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
                check(api.nvrtcGetCUBINSize(program, size), "size the code of " + name);
                MemorySegment cubin = arena.allocate(Math.max(1, size.get(ValueLayout.JAVA_LONG, 0)));
                check(api.nvrtcGetCUBIN(program, cubin), "give the code of " + name);
                return cubin.toArray(ValueLayout.JAVA_BYTE);
            } finally {
                api.nvrtcDestroyProgram(handle);
            }
        }
    }

    private String log(Arena arena, long program) {
        MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
        if (api.nvrtcGetProgramLogSize(program, size) != 0 || size.get(ValueLayout.JAVA_LONG, 0) < 2) {
            return "no reason is given";
        }
        MemorySegment text = arena.allocate(size.get(ValueLayout.JAVA_LONG, 0));
        api.nvrtcGetProgramLog(program, text);
        String log = text.getString(0).strip();
        return log.length() > 2_000 ? log.substring(0, 2_000) + "…" : log;
    }

    private static MemorySegment strings(Arena arena, List<String> texts) {
        if (texts.isEmpty()) {
            return MemorySegment.NULL;
        }
        MemorySegment pointers = arena.allocate(ValueLayout.ADDRESS, texts.size());
        for (int i = 0; i < texts.size(); i++) {
            pointers.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
        }
        return pointers;
    }

    private static void check(int result, String what) {
        if (result != 0) {
            throw new InferenceException(
                    "NVIDIA's run-time compiler failed to " + what + ": nvrtcResult " + result + ".");
        }
    }
}
