package dev.vignette.inference.graph;

/**
 * One dimension of an input or output of a graph.
 *
 * @param size fixed size, or -1 for one that is only known at run time
 * @param name of a dimension that is only known at run time; equal names are equal sizes; may be empty
 */
public record Dimension(long size, String name) {
    public static Dimension of(long size) {
        if (size < 0) {
            throw new IllegalArgumentException("The size of a dimension is " + size + "; use a name where it is open.");
        }
        return new Dimension(size, "");
    }

    public static Dimension named(String name) {
        return new Dimension(-1, name);
    }

    /** Fixed dimensions from sizes; -1 is an open one without a name. */
    public static Dimension[] all(long... sizes) {
        Dimension[] dimensions = new Dimension[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            dimensions[i] = sizes[i] < 0 ? named("") : of(sizes[i]);
        }
        return dimensions;
    }
}
