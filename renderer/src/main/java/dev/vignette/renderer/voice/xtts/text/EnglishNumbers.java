package dev.vignette.renderer.voice.xtts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** English: {@code one thousand, two hundred and thirty-four}. */
final class EnglishNumbers implements NumberWords {
    private static final String[] SMALL = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };
    private static final String[] THOUSANDS = {"", " thousand", " million", " billion", " trillion"};
    private static final Map<String, String> ORDINALS = Map.of(
            "one", "first",
            "two", "second",
            "three", "third",
            "five", "fifth",
            "eight", "eighth",
            "nine", "ninth",
            "twelve", "twelfth");
    private static final Map<Character, String[]> MONEY = Map.of(
            '$', new String[] {"dollar", "dollars", "cent", "cents"},
            '€', new String[] {"euro", "euro", "cent", "cents"},
            '£', new String[] {"pound", "pounds", "penny", "pence"});

    @Override
    public String cardinal(long value) {
        if (value < 1_000) {
            return belowThousand((int) value);
        }
        List<String> groups = new ArrayList<>();
        long rest = value;
        for (int power = 0; rest > 0; power++, rest /= 1_000) {
            int group = (int) (rest % 1_000);
            if (group > 0) {
                groups.addFirst(belowThousand(group) + THOUSANDS[power]);
            }
        }
        // A last group below a hundred is joined like tens to hundreds: two thousand and six.
        boolean and = groups.size() > 1 && value % 1_000 > 0 && value % 1_000 < 100;
        String last = groups.removeLast();
        return groups.isEmpty() ? last : String.join(", ", groups) + (and ? " and " : ", ") + last;
    }

    private static String belowThousand(int value) {
        if (value < 20) {
            return SMALL[value];
        }
        if (value < 100) {
            return TENS[value / 10] + (value % 10 == 0 ? "" : "-" + SMALL[value % 10]);
        }
        return SMALL[value / 100] + " hundred" + (value % 100 == 0 ? "" : " and " + belowThousand(value % 100));
    }

    @Override
    public String ordinal(long value) {
        String words = cardinal(value);
        int start = Math.max(words.lastIndexOf(' '), words.lastIndexOf('-')) + 1;
        String last = words.substring(start);
        String turned = ORDINALS.get(last);
        if (turned == null) {
            turned = last.endsWith("y") ? last.substring(0, last.length() - 1) + "ieth" : last + "th";
        }
        return words.substring(0, start) + turned;
    }

    @Override
    public String point() {
        return "point";
    }

    @Override
    public String money(char symbol, long whole, int hundredths) {
        String[] names = Objects.requireNonNull(MONEY.get(symbol), "a currency");
        String words = cardinal(whole) + " " + names[whole == 1 ? 0 : 1];
        return hundredths == 0 ? words : words + ", " + cardinal(hundredths) + " " + names[hundredths == 1 ? 2 : 3];
    }
}
