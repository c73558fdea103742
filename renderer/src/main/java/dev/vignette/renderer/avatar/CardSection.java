package dev.vignette.renderer.avatar;

import java.awt.Color;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of one mapping of a card. Every reading names the field it wants; what is missing, wrong or, at
 * {@link #end()}, unknown is told by a {@link CardException} that names the card and the field. Not safe for more than
 * one thread.
 */
public final class CardSection {
    private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{6}");

    private final String card;
    private final String path;
    private final Map<?, ?> fields;
    private final Set<String> read = new HashSet<>();

    /**
     * @param card what to call the card in errors, a file name as a rule
     * @param path where in the card the mapping lies, empty for all of it
     */
    public CardSection(String card, String path, Map<?, ?> fields) {
        this.card = card;
        this.path = path;
        this.fields = fields;
    }

    public String text(String field) {
        Object value = value(field);
        if (value instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw wrong(field, "a text", value);
    }

    /** A number from {@code least} to {@code most}, both included. */
    public double number(String field, double least, double most) {
        Object value = value(field);
        if (value instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most) {
            return number.doubleValue();
        }
        throw wrong(field, "a number from " + plain(least) + " to " + plain(most), value);
    }

    public boolean truth(String field) {
        Object value = value(field);
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrong(field, "true or false", value);
    }

    /** Whether there is anything by that name. */
    public boolean has(String field) {
        return fields.get(field) != null;
    }

    /** A colour written {@code "#RRGGBB"}. */
    public Color colour(String field) {
        Object value = value(field);
        if (value instanceof String text && COLOUR.matcher(text).matches()) {
            return new Color(Integer.parseInt(text.substring(1), 16));
        }
        throw wrong(field, "a colour such as \"#A1B2C3\" in quotes", value);
    }

    /** One of an enum's constants, written in lower case. */
    public <E extends Enum<E>> E choice(String field, Class<E> type) {
        Object value = value(field);
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equals(value)) {
                return constant;
            }
        }
        String names =
                Arrays.stream(type.getEnumConstants()).map(CardSection::name).collect(Collectors.joining(", "));
        throw wrong(field, "one of " + names, value);
    }

    /** A list of at least one text. */
    public List<String> texts(String field) {
        Object value = value(field);
        if (value instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(item -> item instanceof String text && !text.isBlank())) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrong(field, "a list of texts", value);
    }

    public CardSection section(String field) {
        return new CardSection(card, at(field), mapping(field));
    }

    public Map<?, ?> mapping(String field) {
        Object value = value(field);
        if (value instanceof Map<?, ?> mapping) {
            return mapping;
        }
        throw wrong(field, "a mapping with fields of its own", value);
    }

    /** Says that everything wanted has been read: any other field is an error. */
    public void end() {
        for (Object field : fields.keySet()) {
            if (!read.contains(String.valueOf(field))) {
                throw new CardException(card + ": nothing is called \"" + at(String.valueOf(field))
                        + "\"; remove it or check the spelling.");
            }
        }
    }

    /** The error of a value that has the right type and yet cannot be used. */
    public CardException wrong(String field, String wanted, @Nullable Object found) {
        return new CardException(card + ": \"" + at(field) + "\" must be " + wanted
                + (found == null ? ", and is missing." : ", not \"" + shortened(found) + "\"."));
    }

    private @Nullable Object value(String field) {
        read.add(field);
        return fields.get(field);
    }

    private String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static String shortened(Object found) {
        String text = found.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
