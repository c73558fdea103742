package dev.vignette.inference.graph;

/** Numbers of eight bits that stand for larger ones, by a scale. */
public enum EightBit {
    /** Whole numbers, −127 to 127: steps of one size. */
    INT8(127, 13),
    /** Floating point of 4 bits of exponent and 3 of mantissa, ±448: steps that grow with the number. */
    FP8(448, 19);

    private final float largest;
    private final int opset;

    EightBit(float largest, int opset) {
        this.largest = largest;
        this.opset = opset;
    }

    /** The largest number there is, which the largest of what is written becomes. */
    public float largest() {
        return largest;
    }

    /** The first operator set of ONNX that has it for weights with a scale for each channel. */
    public int opset() {
        return opset;
    }
}
