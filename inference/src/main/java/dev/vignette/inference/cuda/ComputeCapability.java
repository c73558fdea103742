package dev.vignette.inference.cuda;

/** What generation of GPU it is: 8.0 Ampere, 8.9 Ada, 9.0 Hopper, 10.0 and 12.0 Blackwell. */
public record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
    /** The name for NVRTC, such as {@code sm_90}. */
    public String architecture() {
        return "sm_" + major + minor;
    }

    @Override
    public int compareTo(ComputeCapability other) {
        return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
