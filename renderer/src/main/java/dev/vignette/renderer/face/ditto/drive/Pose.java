package dev.vignette.renderer.face.ditto.drive;

import dev.vignette.renderer.face.ditto.source.MotionRecord;
import dev.vignette.renderer.face.ditto.source.PoseBins;
import java.util.EnumMap;
import java.util.Map;

/** A motion that is being changed step by step: angles are logits until a step asks for degrees. Used by one thread. */
final class Pose {
    private static final Item[] ANGLES = {Item.PITCH, Item.YAW, Item.ROLL};

    private final Map<Item, float[]> items = new EnumMap<>(Item.class);

    Pose(MotionRecord record) {
        items.put(Item.SCALE, new float[] {record.scale()});
        items.put(Item.PITCH, record.pitch().clone());
        items.put(Item.YAW, record.yaw().clone());
        items.put(Item.ROLL, record.roll().clone());
        items.put(Item.T, record.t().clone());
        items.put(Item.EXP, record.exp().clone());
    }

    private Pose(Pose other) {
        other.items.forEach((item, numbers) -> items.put(item, numbers.clone()));
    }

    Pose copy() {
        return new Pose(this);
    }

    float[] of(Item item) {
        float[] numbers = items.get(item);
        if (numbers == null) {
            throw new IllegalStateException("No " + item);
        }
        return numbers;
    }

    void set(Item item, float[] numbers) {
        items.put(item, numbers);
    }

    /** An angle as it is meant, whatever form it has. */
    float degrees(Item item) {
        float[] numbers = of(item);
        return numbers.length == 1 ? numbers[0] : PoseBins.degrees(numbers);
    }

    void turn(Controls.Angles by) {
        for (Item angle : ANGLES) {
            if (!Float.isNaN(by.of(angle))) {
                set(angle, new float[] {degrees(angle) + by.of(angle)});
            }
        }
    }

    /** Degrees are multiplied where there are degrees already, otherwise logits, as published. */
    void multiply(Controls.Angles by) {
        for (Item angle : ANGLES) {
            if (!Float.isNaN(by.of(angle))) {
                float[] numbers = of(angle);
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] *= by.of(angle);
                }
            }
        }
    }

    /** {@code this · share + other · (1 − share)}. */
    void blend(Item item, Pose other, float share) {
        float[] numbers = of(item);
        float[] others = other.of(item);
        if (numbers.length != others.length) {
            // One is in degrees, the other in logits: only degrees mean anything together.
            set(item, new float[] {degrees(item) * share + other.degrees(item) * (1 - share)});
            return;
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = numbers[i] * share + others[i] * (1 - share);
        }
    }
}
