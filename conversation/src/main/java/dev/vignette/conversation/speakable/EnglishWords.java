package dev.vignette.conversation.speakable;

import dev.vignette.media.Language;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** What numbers, sums, dates and times are in American English. Safe for several threads. */
final class EnglishWords {
    private static final Map<String, String> SCALES =
            Map.of("k", "thousand", "K", "thousand", "M", "million", "B", "billion", "bn", "billion");

    /** One, many, and the hundredth's one and many. */
    private static final Map<String, List<String>> MONEY = Map.ofEntries(
            Map.entry("$", List.of("dollar", "dollars", "cent", "cents")),
            Map.entry("US$", List.of("dollar", "dollars", "cent", "cents")),
            Map.entry("USD", List.of("US dollar", "US dollars", "cent", "cents")),
            Map.entry("€", List.of("euro", "euros", "cent", "cents")),
            Map.entry("EUR", List.of("euro", "euros", "cent", "cents")),
            Map.entry("£", List.of("pound", "pounds", "penny", "pence")),
            Map.entry("GBP", List.of("pound", "pounds", "penny", "pence")),
            Map.entry("¥", List.of("yen", "yen", "sen", "sen")),
            Map.entry("￥", List.of("yuan", "yuan", "fen", "fen")),
            Map.entry("CNY", List.of("yuan", "yuan", "fen", "fen")),
            Map.entry("₹", List.of("rupee", "rupees", "paisa", "paise")));

    private static final List<String> TENS = List.of(
            "hundreds",
            "tens",
            "twenties",
            "thirties",
            "forties",
            "fifties",
            "sixties",
            "seventies",
            "eighties",
            "nineties");

    private final Numerals numerals = new Numerals(Language.ENGLISH, "%spellout-cardinal", "point", " ");

    /** One by one, whatever stands between them. */
    String digits(String number) {
        return numerals.digits(number);
    }

    static String weekday(MatchResult m) {
        return Arrays.stream(DayOfWeek.values())
                .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .filter(day -> day.startsWith(m.group(1).substring(0, 3)))
                .findFirst()
                .orElseThrow();
    }

    String phone(MatchResult m) {
        return (m.group(1) == null ? "" : "plus ") + numerals.groups(m.group(), ", ");
    }

    String parts(String dotted, String joint) {
        return numerals.parts(dotted, joint);
    }

    String fraction(MatchResult m) {
        String part = switch (m.group(2) + "/" + m.group(3)) {
            case "1/2" -> "half";
            case "1/3" -> "third";
            case "2/3" -> "two thirds";
            case "1/4" -> "quarter";
            case "3/4" -> "three quarters";
            default -> "";
        };
        if (part.isEmpty()) {
            return m.group();
        }
        boolean single = m.group(2).equals("1");
        return m.group(1) == null
                ? (single ? "one " : "") + part
                : words(m.group(1)) + " and " + (single ? "a " : "") + part;
    }

    String money(String amount, String scale, String currency) {
        List<String> names = MONEY.getOrDefault(currency, List.of(currency, currency, "", ""));
        String plain = plain(amount);
        if (!scale.isEmpty()) {
            return thousands(amount, scale) + " " + names.get(1);
        }
        int point = plain.indexOf('.');
        if (point < 0 || plain.length() - point != 3) {
            return words(amount) + " " + names.get(Numerals.isOne(plain) ? 0 : 1);
        }
        String whole = plain.substring(0, point);
        int cents = Integer.parseInt(plain.substring(point + 1));
        String hundredths = numerals.cardinal(Integer.toString(cents)) + " " + names.get(cents == 1 ? 2 : 3);
        String units = numerals.cardinal(whole) + " " + names.get(whole.equals("1") ? 0 : 1);
        if (cents == 0) {
            return units;
        }
        return whole.equals("0") ? hundredths : units + " and " + hundredths;
    }

    String date(int month, int day, @Nullable String year) {
        if (month < 1 || day < 1 || day > 31) {
            return name(Math.max(1, month)) + " " + numerals.cardinal(Integer.toString(day));
        }
        return name(month) + " " + ordinal(day) + (year == null ? "" : ", " + year(year));
    }

    String clock(int hour, int minute, String half) {
        boolean pm = half.equalsIgnoreCase("p") || (half.isEmpty() && hour > 12);
        boolean am = half.equalsIgnoreCase("a") || (half.isEmpty() && hour == 0);
        int twelve = hour % 12 == 0 ? 12 : hour % 12;
        String minutes = minute == 0 ? "" : (minute < 10 ? " oh " : " ") + numerals.cardinal(Integer.toString(minute));
        String suffix = pm ? " PM" : am ? " AM" : minute == 0 ? " o'clock" : "";
        return numerals.cardinal(Integer.toString(twelve)) + minutes + suffix;
    }

    String range(MatchResult m, int from, int to) {
        return words(m.group(from)) + (m.group(to) == null ? "" : " to " + words(m.group(to)));
    }

    String yearOrWords(String number) {
        return number.matches("1[1-9]\\d\\d|20\\d\\d") ? year(number) : words(number);
    }

    /** Of a decade such as {@code 1980}, without its last digit. */
    String decade(String tens) {
        return tens.equals("200")
                ? "two thousands"
                : numerals.cardinal(tens.substring(0, 2)) + " " + TENS.get(tens.charAt(2) - '0');
    }

    /** Of a decade of some century: 2 for the twenties. */
    static String decade(int tens) {
        return TENS.get(tens);
    }

    String thousands(String number, String scale) {
        return words(number) + " " + SCALES.getOrDefault(scale, scale);
    }

    String year(String year) {
        return numerals.spell(Long.parseLong(year), "%spellout-numbering-year");
    }

    String ordinal(int number) {
        return numerals.spell(number, "%spellout-ordinal");
    }

    String words(String number) {
        return numerals.cardinal(plain(number));
    }

    static String minus(String sign) {
        return sign.isEmpty() ? "" : "minus ";
    }

    static String plain(String number) {
        return number.replace(",", "");
    }

    static int month(String name) {
        String start = name.substring(0, 3);
        return Arrays.stream(Month.values())
                .filter(m -> name(m.getValue()).startsWith(start))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    static String name(int month) {
        return Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
