package dev.vignette.inference.tensorrt;

/** How exactly a network computes; from single precision on, each allows the ones before it where they are faster. */
public enum Precision {
    /** Every value in the type that the file gives it, casts and all: for files that were written with care for that. */
    AS_WRITTEN,
    /** Single precision throughout. */
    FP32,
    /** Single precision whose products have 10 bits of mantissa on Ampere and newer; TensorRT's own default. */
    TF32,
    /** Half precision where it is faster, with sums in single. */
    FP16,
    /** As FP16, and 8-bit integers where the file has quantisation nodes. */
    INT8,
    /** As FP16, and 8-bit floating point (Ada, Hopper and newer) where the file has quantisation nodes. */
    FP8;

    boolean half() {
        return compareTo(FP16) >= 0;
    }
}
