package dev.vignette.renderer.face.ditto.drive;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Which items are driven, and how strongly. Immutable. */
public final class Gains {
    private final Map<Item, Float> gains;

    private Gains(Map<Item, Float> gains) {
        this.gains = Map.copyOf(gains);
    }

    public static Gains of(Map<Item, Float> gains) {
        return new Gains(gains);
    }

    /** Each item as strongly as the network says. */
    public static Gains plain(Set<Item> items) {
        Map<Item, Float> gains = new EnumMap<>(Item.class);
        items.forEach(item -> gains.put(item, 1f));
        return new Gains(gains);
    }

    /**
     * The gains for a source whose key points are scaled otherwise than those of the person the network knows.
     *
     * @param ratio scale of that person over scale of the source
     */
    public Gains scaled(float ratio) {
        Map<Item, Float> scaled = new EnumMap<>(Item.class);
        gains.forEach((item, gain) -> scaled.put(item, item == Item.T || item == Item.SCALE ? gain : gain * ratio));
        return new Gains(scaled);
    }

    /** The gains with those of the head's angles multiplied, and that of its shift by their mean. */
    public Gains times(Controls.Angles head) {
        Map<Item, Float> changed = new EnumMap<>(Item.class);
        gains.forEach((item, gain) -> {
            float factor = item == Item.T ? (head.pitch() + head.yaw() + head.roll()) / 3 : head.of(item);
            changed.put(item, Float.isNaN(factor) ? gain : gain * factor);
        });
        return new Gains(changed);
    }

    boolean drives(Item item) {
        return gains.containsKey(item);
    }

    float of(Item item) {
        return gains.getOrDefault(item, 1f);
    }
}
