package dev.vignette.inference;

/** What a tensor's numbers are. Half precision is held as the 16 bits of IEEE 754 binary16. */
public enum ElementType {
    FLOAT32(4),
    FLOAT16(2),
    FLOAT64(8),
    INT64(8),
    INT32(4),
    INT8(1),
    UINT8(1),
    BOOL(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one number in memory. */
    public int bytes() {
        return bytes;
    }
}
