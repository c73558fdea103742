package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a network is built.
 *
 * @param precision how exactly it computes
 * @param exact layers that stay in single precision
 * @param shapes of the inputs that have dynamic dimensions, by name
 * @param otherSizes smallest, usual and largest size of dynamic dimensions of inputs that {@code shapes} does not name;
 *     empty if there may be none
 * @param level how long TensorRT looks for the fastest kernels, 0–5; 3 is its own default
 * @param portable whether the plan also runs on other GPUs of the Ampere generation and newer, somewhat slower
 * @param workspaceBytes device memory that a layer may use for itself
 * @param channelsLast whether maps and volumes of at least eight channels are given and taken in half precision with their channels last,
 *     {@code [n, height, width, channels]} and {@code [n, depth, height, width, channels]}, each pixel's filled up to a multiple of eight,
 *     whatever the file says: that saves turning them round between networks and kernels
 */
public record BuildOptions(
        Precision precision,
        List<PrecisionRule> exact,
        Map<String, ShapeRange> shapes,
        List<Long> otherSizes,
        int level,
        boolean portable,
        long workspaceBytes,
        boolean channelsLast) {
    private static final long WORKSPACE = 4L << 30;

    public BuildOptions {
        exact = List.copyOf(exact);
        shapes = Map.copyOf(shapes);
        otherSizes = List.copyOf(otherSizes);
        if (level < 0 || level > 5) {
            throw new IllegalArgumentException("An optimisation level is 0 to 5, not " + level + ".");
        }
        if (!otherSizes.isEmpty() && otherSizes.size() != 3) {
            throw new IllegalArgumentException("Sizes are the smallest, the usual and the largest.");
        }
    }

    /** Fixed shapes only, at TensorRT's own level. */
    public static BuildOptions of(Precision precision) {
        return new BuildOptions(precision, List.of(), Map.of(), List.of(), 3, false, WORKSPACE, false);
    }

    /** Keeps these layers in single precision. */
    public BuildOptions keeping(PrecisionRule... rules) {
        return new BuildOptions(
                precision, List.of(rules), shapes, otherSizes, level, portable, workspaceBytes, channelsLast);
    }

    /** With the range of one more input. */
    public BuildOptions shaped(String input, ShapeRange range) {
        Map<String, ShapeRange> more = new TreeMap<>(shapes);
        more.put(input, range);
        return new BuildOptions(precision, exact, more, otherSizes, level, portable, workspaceBytes, channelsLast);
    }

    /** With one range for all dynamic dimensions of other inputs. */
    public BuildOptions sized(long min, long opt, long max) {
        return new BuildOptions(
                precision, exact, shapes, List.of(min, opt, max), level, portable, workspaceBytes, channelsLast);
    }

    public BuildOptions atLevel(int other) {
        return new BuildOptions(precision, exact, shapes, otherSizes, other, portable, workspaceBytes, channelsLast);
    }

    public BuildOptions portable(boolean across) {
        return new BuildOptions(precision, exact, shapes, otherSizes, level, across, workspaceBytes, channelsLast);
    }

    /** With maps as {@link #channelsLast()} says. */
    public BuildOptions withChannelsLast() {
        return new BuildOptions(precision, exact, shapes, otherSizes, level, portable, workspaceBytes, true);
    }

    /**
     * The range of an input.
     *
     * @throws InferenceException if it has dynamic dimensions and nothing says how large they get
     */
    ShapeRange range(TensorSpec input, String network) {
        ShapeRange given = shapes.get(input.name());
        if (given != null) {
            if (!input.fits(array(given.min())) || !input.fits(array(given.max()))) {
                throw new InferenceException("The shapes " + given + " do not fit the input " + input
                        + " of the network " + network + ". Correct its profile.");
            }
            return given;
        }
        boolean fixed = input.dimensions().stream().allMatch(size -> size >= 0);
        if (!fixed && otherSizes.isEmpty()) {
            throw new InferenceException("The input " + input + " of the network " + network
                    + " has a size that is not fixed. Set its smallest, usual and largest shape in the build options.");
        }
        List<List<Long>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int which = i;
            all.add(input.dimensions().stream()
                    .map(size -> size >= 0 ? size : otherSizes.get(which))
                    .toList());
        }
        return new ShapeRange(all.get(0), all.get(1), all.get(2));
    }

    private static long[] array(List<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    /** All of it in one line and always in the same order, for the plan's key. */
    String canonical() {
        return precision + " exact="
                + exact.stream()
                        .map(rule -> rule.names() + "/" + rule.type())
                        .sorted()
                        .toList()
                + " shapes=" + new TreeMap<>(shapes) + " sizes=" + otherSizes + " level=" + level + " portable="
                + portable
                + " workspace=" + workspaceBytes
                + (channelsLast ? " channels-last" : "");
    }
}
