package dev.vignette.renderer.voice.qwen.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import java.util.Arrays;

/**
 * Keys and values with a place for each position: [2·layers, heads of keys, places, head size], those of each layer in turn.
 * Shapes never change; what lies behind the present position is hidden by a mask.
 */
final class PlacedCache {
    /** Drowns any score and is no infinity, of which a difference would be no number. */
    private static final float HIDDEN = -1e9f;

    private final Steps steps;
    private final DecoderShape shape;
    private final int rows;
    private final int places;
    private final String cache;
    private final String start;
    private final String positions;
    private final String[] past;
    private final String[] now;

    /**
     * @param rows that are added at a time
     * @param cache what there is
     * @param start position of the first row, [1]
     */
    PlacedCache(Steps steps, DecoderShape shape, int rows, int places, String cache, String start) {
        this.steps = steps;
        this.shape = shape;
        this.rows = rows;
        this.places = places;
        this.cache = cache;
        this.start = start;
        positions = rows == 1 ? start : steps.op("Add", start, steps.ints(upTo(rows)));
        long[] each = new long[2 * shape.layers()];
        Arrays.fill(each, 1);
        past = steps.split(cache, 0, each);
        now = new String[past.length];
    }

    static long[] sizes(DecoderShape shape, int places) {
        return new long[] {2L * shape.layers(), shape.keyValueHeads(), places, shape.headSize()};
    }

    private static long[] upTo(int count) {
        long[] values = new long[count];
        Arrays.setAll(values, i -> i);
        return values;
    }

    /** Cosines and sines of the rows' positions, [rows, 1, head size] each. */
    String[] rotary() {
        RotaryTable table = RotaryTable.of(shape, 0, places + rows);
        return new String[] {positioned(table.cosines()), positioned(table.sines())};
    }

    private String positioned(float[] table) {
        String chosen = steps.op("Gather", steps.floats(table, (long) places + rows, shape.headSize()), positions);
        return steps.reshape(chosen, rows, 1, shape.headSize());
    }

    /** Of the cache, what lies before the first row is seen; of the rows, those up to one's own. */
    String mask() {
        int group = shape.group();
        String free = steps.op("GreaterOrEqual", steps.ints(upTo(places)), start);
        String old = steps.op("Where", free, steps.scalar(HIDDEN), steps.scalar(0));
        String all = steps.op("Expand", steps.reshape(old, 1, places), steps.ints((long) group * rows, places));
        String own = steps.floats(DecoderLayers.causal(group, rows, HIDDEN), (long) group * rows, rows);
        return steps.concat(1, all, own);
    }

    /** All keys of a layer, and these, which are kept for the next cache. */
    String keys(int layer, String fresh) {
        return longer(2 * layer, fresh);
    }

    /** All values of a layer, likewise. */
    String values(int layer, String fresh) {
        return longer(2 * layer + 1, fresh);
    }

    private String longer(int index, String fresh) {
        now[index] = fresh;
        String before = steps.reshape(past[index], shape.keyValueHeads(), places, shape.headSize());
        return steps.concat(1, before, fresh);
    }

    /** The cache with all that was added, each row at its place. */
    String next() {
        String[] each = new String[now.length];
        Arrays.setAll(each, i -> steps.reshape(now[i], 1, shape.keyValueHeads(), rows, shape.headSize()));
        String fresh = steps.concat(0, each);
        String place = steps.reshape(steps.ints(upTo(places)), places, 1);
        // [places, rows]: true where a row goes to a place.
        String goes = steps.op("Equal", place, steps.reshape(positions, 1, rows));
        if (rows == 1) {
            return steps.op("Where", steps.reshape(goes, 1, 1, places, 1), fresh, cache);
        }
        String put = steps.op("MatMul", steps.narrow(steps.cast(goes, TensorProto.DataType.FLOAT)), fresh);
        String notBefore = steps.op("GreaterOrEqual", place, start);
        String notAfter = steps.op("Less", place, steps.op("Add", start, steps.ints(rows)));
        String taken = steps.reshape(steps.op("And", notBefore, notAfter), 1, 1, places, 1);
        return steps.op("Where", taken, put, cache);
    }
}
