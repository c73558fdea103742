package dev.vignette.renderer.voice;

/** Reads whole numbers in Chinese by myriads, groups of four digits: 10 500 is 一万零五百. What engines say for a digit differs. */
public final class ChineseMyriads {
    /** That there are words for. */
    public static final int MOST_DIGITS = 16;

    private static final String DIGITS = "零一二三四五六七八九";
    private static final String[] PLACES = {"", "十", "百", "千"};
    private static final String[] MYRIADS = {"", "万", "亿", "兆"};

    private ChineseMyriads() {}

    /** What is said for a digit before its unit. */
    public interface DigitWord {
        /**
         * @param digit 1…9
         * @param place digits that follow
         * @param first whether nothing is said before it
         */
        String of(int digit, int place, boolean first);
    }

    /** 一 to 九, and 零. */
    public static String word(int digit) {
        return DIGITS.substring(digit, digit + 1);
    }

    /** One by one; what is no digit is left out. */
    public static String eachDigit(String arabic) {
        StringBuilder read = new StringBuilder();
        arabic.chars()
                .map(c -> Character.digit(c, 10))
                .filter(digit -> digit >= 0)
                .forEach(digit -> read.append(word(digit)));
        return read.toString();
    }

    /** @param arabic digits, at most {@value #MOST_DIGITS}, not all of them 0 */
    public static String read(String arabic, DigitWord words) {
        StringBuilder read = new StringBuilder();
        boolean gap = false;
        for (int i = 0; i < arabic.length(); i++) {
            int place = arabic.length() - 1 - i;
            int digit = Character.digit(arabic.charAt(i), 10);
            if (digit == 0) {
                gap = true;
            } else {
                if (gap && !read.isEmpty()) {
                    read.append('零');
                }
                gap = false;
                read.append(words.of(digit, place, read.isEmpty())).append(PLACES[place % 4]);
            }
            if (place % 4 == 0 && place > 0 && spoken(arabic, i)) {
                read.append(MYRIADS[place / 4]);
                gap = false;
            }
        }
        return read.toString();
    }

    /** Whether the group of four that ends at {@code i} has a digit other than zero. */
    private static boolean spoken(String arabic, int i) {
        for (int k = Math.max(0, i - 3); k <= i; k++) {
            if (arabic.charAt(k) != '0') {
                return true;
            }
        }
        return false;
    }
}
