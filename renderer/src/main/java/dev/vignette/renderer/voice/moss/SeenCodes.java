package dev.vignette.renderer.voice.moss;

/** Which codes were drawn in each codebook so far: they are made less likely. For one thread. */
final class SeenCodes {
    private final int[] mask;
    private final int codebooks;
    private final int size;

    SeenCodes(int codebooks, int size) {
        mask = new int[codebooks * size];
        this.codebooks = codebooks;
        this.size = size;
    }

    void add(int[] frame) {
        for (int i = 0; i < codebooks; i++) {
            mask[i * size + frame[i]] = 1;
        }
    }

    boolean contains(int codebook, int code) {
        return mask[codebook * size + code] != 0;
    }

    /** 1 for each code that was drawn, {@code [codebooks, size]}; must not be written to. */
    int[] mask() {
        return mask;
    }
}
