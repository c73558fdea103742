package dev.vignette.inference.cuda;

import java.lang.foreign.MemorySegment;

/**
 * What is used of NVIDIA's run-time compiler. Each function gives an {@code nvrtcResult}, 0 for success.
 *
 * @see <a href="https://docs.nvidia.com/cuda/nvrtc/#user-interface">NVRTC, user interface</a>
 */
interface NvrtcApi {
    int nvrtcVersion(MemorySegment major, MemorySegment minor);

    int nvrtcCreateProgram(
            MemorySegment program,
            MemorySegment source,
            MemorySegment name,
            int headerCount,
            MemorySegment headers,
            MemorySegment includeNames);

    int nvrtcCompileProgram(long program, int optionCount, MemorySegment options);

    int nvrtcGetProgramLogSize(long program, MemorySegment bytes);

    int nvrtcGetProgramLog(long program, MemorySegment text);

    int nvrtcGetCUBINSize(long program, MemorySegment bytes);

    int nvrtcGetCUBIN(long program, MemorySegment cubin);

    int nvrtcDestroyProgram(MemorySegment program);
}
