package dev.vignette.inference.tensorrt;

import static java.util.stream.Collectors.joining;

import dev.vignette.inference.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The shapes that an input may have: TensorRT chooses its kernels for the usual one and works for all between the smallest
 * and the largest.
 *
 * @param min smallest size of each dimension
 * @param opt the usual one
 * @param max largest
 */
public record ShapeRange(List<Long> min, List<Long> opt, List<Long> max) {
    public ShapeRange {
        min = List.copyOf(min);
        opt = List.copyOf(opt);
        max = List.copyOf(max);
        if (min.size() != opt.size() || opt.size() != max.size()) {
            throw new IllegalArgumentException(
                    "The smallest, usual and largest shape need as many dimensions as each other.");
        }
        for (int i = 0; i < min.size(); i++) {
            if (min.get(i) < 0 || opt.get(i) < min.get(i) || max.get(i) < opt.get(i)) {
                throw new IllegalArgumentException("The sizes " + min.get(i) + ", " + opt.get(i) + ", " + max.get(i)
                        + " are not in the order smallest, usual, largest.");
            }
        }
    }

    /** One shape and no other. */
    public static ShapeRange fixed(long... shape) {
        List<Long> sizes = TensorSpec.of("", dev.vignette.inference.ElementType.FLOAT32, shape)
                .dimensions();
        return new ShapeRange(sizes, sizes, sizes);
    }

    /**
     * Reads {@code 1x3240,1x6480,1x12960}: smallest, usual, largest; one shape stands for all three.
     *
     * @throws IllegalArgumentException in one sentence if it is something else
     */
    public static ShapeRange parse(String text) {
        String[] shapes = text.strip().split(",", -1);
        if (shapes.length != 1 && shapes.length != 3) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no range of shapes: write one, or three such as 1x3240,1x6480,1x12960.");
        }
        List<Long> first = shape(shapes[0]);
        return shapes.length == 1
                ? new ShapeRange(first, first, first)
                : new ShapeRange(first, shape(shapes[1]), shape(shapes[2]));
    }

    private static List<Long> shape(String text) {
        List<Long> sizes = new ArrayList<>();
        for (String size : text.strip().split("x", -1)) {
            if (!size.matches("\\d{1,12}")) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is no shape: write sizes with x between, such as 1x80x265.");
            }
            sizes.add(Long.parseLong(size));
        }
        return sizes;
    }

    boolean contains(long... shape) {
        if (shape.length != min.size()) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] < min.get(i) || shape[i] > max.get(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text(min) + "," + text(opt) + "," + text(max);
    }

    private static String text(List<Long> sizes) {
        return sizes.stream().map(String::valueOf).collect(joining("x"));
    }
}
