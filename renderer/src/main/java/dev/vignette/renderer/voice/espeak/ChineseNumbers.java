package dev.vignette.renderer.voice.espeak;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Arabic numerals in Chinese text, written out as they are read: amounts by myriads (25 → 二十五, 10 500 → 一万零五百), years and
 * telephone numbers digit by digit, percentages, decimals, times of day, two of something (两个).
 */
final class ChineseNumbers {
    private static final String DIGITS = "零一二三四五六七八九";
    private static final String[] PLACES = {"", "十", "百", "千"};
    private static final String[] MYRIADS = {"", "万", "亿", "兆"};
    /** Longer numbers are read digit by digit: nobody says them otherwise. */
    private static final int LONGEST_AMOUNT = 16;
    /** Words after which "2" is 两; ordinals and dates (2月, 2号, 2楼) stay 二. */
    private static final String MEASURES = "个位只条本张次天周种件家名块杯台辆部小点岁分句首颗双套份倍口头座间斤米元";

    private static final Pattern GROUPED = Pattern.compile("(?<=\\d)[,，](?=\\d{3}(?!\\d))");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(\\d{4}|\\d{2})(?=\\s?年)(?!\\s?年[内前后来间以的多])");
    private static final Pattern CLOCK = Pattern.compile("(?<![\\d:：])(\\d{1,2})[:：](\\d{2})(?![\\d:：])");
    private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s?[%％]");
    private static final Pattern TWO = Pattern.compile("(?<![\\d.])2(?=\\s?[" + MEASURES + "])(?!\\s?[分点]之)");
    private static final Pattern NUMBER = Pattern.compile("(-?)(\\d+)(?:\\.(\\d+))?");

    private ChineseNumbers() {}

    /** {@code text} without Arabic numerals. */
    static String spellOut(String text) {
        String spelt = GROUPED.matcher(text).replaceAll("");
        spelt = CLOCK.matcher(spelt).replaceAll(ChineseNumbers::clock);
        spelt = YEAR.matcher(spelt).replaceAll(m -> m.group(1).length() == 4 ? digits(m.group(1)) : amount(m.group(1)));
        spelt = PERCENT.matcher(spelt).replaceAll(m -> "百分之" + number(m.group(1)));
        spelt = TWO.matcher(spelt).replaceAll("两");
        return NUMBER.matcher(spelt).replaceAll(ChineseNumbers::number);
    }

    private static String clock(MatchResult m) {
        int hour = Integer.parseInt(m.group(1));
        int minute = Integer.parseInt(m.group(2));
        if (hour > 24 || minute > 59) {
            return number(m.group(1)) + "比" + number(m.group(2));
        }
        String minutes = minute == 0 ? "" : (minute < 10 ? "零" : "") + amount(Integer.toString(minute)) + "分";
        return (hour == 2 ? "两" : amount(m.group(1))) + "点" + minutes;
    }

    private static String number(MatchResult m) {
        return (m.group(1).isEmpty() ? "" : "负")
                + number(m.group(3) == null ? m.group(2) : m.group(2) + "." + m.group(3));
    }

    private static String number(String arabic) {
        int point = arabic.indexOf('.');
        return point < 0
                ? amount(arabic)
                : amount(arabic.substring(0, point)) + "点" + digits(arabic.substring(point + 1));
    }

    static String digits(String arabic) {
        StringBuilder read = new StringBuilder();
        for (int i = 0; i < arabic.length(); i++) {
            read.append(DIGITS.charAt(Character.digit(arabic.charAt(i), 10)));
        }
        return read.toString();
    }

    /** A whole number: by myriads, or digit by digit if it begins with 0, is a mobile number (11 digits from 1) or very long. */
    static String amount(String arabic) {
        boolean code = (arabic.length() > 1 && arabic.startsWith("0"))
                || (arabic.length() == 11 && arabic.startsWith("1"))
                || arabic.length() > LONGEST_AMOUNT;
        if (code || arabic.equals("0")) {
            return digits(arabic);
        }
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
                boolean ten = digit == 1 && place % 4 == 1 && read.isEmpty();
                read.append(ten ? "" : DIGITS.charAt(digit)).append(PLACES[place % 4]);
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
        for (int j = Math.max(0, i - 3); j <= i; j++) {
            if (arabic.charAt(j) != '0') {
                return true;
            }
        }
        return false;
    }
}
