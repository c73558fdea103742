package dev.vignette.conversation.speakable;

import dev.vignette.media.Language;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

// Longer than most: the rules are one ordered list, and reading them in order is what makes them understandable.
/** English as Americans read it out: month before day, "one hundred one", twelve-hour clock. */
final class EnglishVerbaliser extends Verbaliser {
    private static final String NUM = "(\\d{1,3}(?:,\\d{3}){1,9}(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)";
    private static final String FROM = "(?<![\\p{L}\\d_])(?<!\\d[.,])";
    private static final String TO = "(?![\\p{L}\\d_])(?![.,]\\d)";
    private static final String DASH = "(?:-|\\s?[–—]\\s?)";
    private static final String MONTH =
            "(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?"
                    + "|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)";
    private static final String TH = "(?:st|nd|rd|th)?";
    private static final String SCALE = "(?:\\s?(thousand|million|billion|trillion|bn|[kKMB])(?![\\p{L}\\d]))?";
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
    private final List<Rule> rules = new ArrayList<>();

    EnglishVerbaliser() {
        abbreviations();
        identifiers();
        dates();
        times();
        quantities();
        numbers();
        symbols();
    }

    @Override
    List<Rule> rules() {
        return rules;
    }

    private void abbreviations() {
        rules.add(rule("\\b([ap])\\.\\s?m\\.(?=\\s+\\p{Lu}|\\s*$)", m -> m.group(1) + "m."));
        rules.add(rule("\\bDr\\.(?=\\s\\p{Lu})", "Doctor"));
        rules.add(rule("\\bMr\\.(?=\\s\\p{Lu})", "Mister"));
        rules.add(rule("\\bMrs\\.(?=\\s\\p{Lu})", "Missus"));
        rules.add(rule("\\bMs\\.(?=\\s\\p{Lu})", "Ms"));
        rules.add(rule("\\bProf\\.(?=\\s\\p{Lu})", "Professor"));
        rules.add(rule("(?<=\\p{Lu}\\p{Ll}{1,20}\\s)St\\.(?=,|\\s\\p{Lu})", m -> "Street"));
        rules.add(rule("\\bSt\\.(?=\\s\\p{Lu})", "Saint"));
        rules.add(rule(
                "\\b(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\\b\\.?(?=,?\\s(?:" + MONTH + "|\\d))",
                EnglishVerbaliser::weekday));
        rules.add(rule("[#№]\\s?(\\d{5,})(?!\\d)", m -> "number " + numerals.digits(m.group(1))));
        rules.add(rule("\\b(Jr|Sr)\\.", m -> m.group(1).equals("Jr") ? "Junior" : "Senior"));
        rules.add(rule("\\be\\.\\s?g\\.,?", "for example,"));
        rules.add(rule("\\bi\\.\\s?e\\.,?", "that is,"));
        rules.add(rule("\\betc\\.(?=\\s+\\p{Lu}|\\s*$)", "et cetera."));
        rules.add(rule("\\betc\\b\\.?", "et cetera"));
        rules.add(rule("\\bvs\\b\\.?", "versus"));
        rules.add(rule("\\bapprox\\.", "approximately"));
        rules.add(rule("(?:\\b[Nn]o\\.|[#№])\\s?(?=\\d)", "number "));
        rules.add(rule("\\bU\\.S\\.(?:A\\.)?(?=\\s+\\p{Lu}\\p{Ll}+\\s|\\s*$)", "US."));
        rules.add(rule("\\bU\\.S\\.(?:A\\.)?", "US"));
        rules.add(rule("\\bU\\.K\\.", "UK"));
        rules.add(rule("\\bw/o\\b", "without"));
        rules.add(rule("\\bw/(?=\\s|\\p{L})\\s?", "with "));
        rules.add(rule("\\bC\\+\\+", "C plus plus"));
        rules.add(rule("\\b([CF])#", m -> m.group(1) + " sharp"));
    }

    private void identifiers() {
        rules.add(rule(
                "\\b(?=[0-9a-f-]{0,40}[0-9])(?=[0-9a-f-]{0,40}[a-f])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,})\\b",
                Phrases.in(Language.ENGLISH).say("identifier")));
        rules.add(rule(
                "(?<![\\p{L}\\d.])(\\+\\d{1,3}[ .-]?)?(?:\\(\\d{2,4}\\)\\s?|\\d{2,4}[ .-])\\d{3,4}[ .-]\\d{4}(?![\\p{L}\\d])",
                this::phone));
        rules.add(rule(
                "(?<![\\p{L}\\d.])(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\p{L}\\d])(?!\\.\\d)",
                m -> parts(m.group(1), " dot ")));
        rules.add(rule(
                "\\b(?:[Vv]ersion )?[vV](?:er\\.)?\\s?(\\d+(?:\\.\\d+){0,5})" + TO,
                m -> "version " + parts(m.group(1), " point ")));
        rules.add(rule(FROM + "(\\d+(?:\\.\\d+){2,5})" + TO, m -> parts(m.group(1), " point ")));
        rules.add(rule(
                "(?<=[\\p{L}\\d_-])\\.(?=(?:com|org|net|io|dev|ai|app|edu|gov|co|uk|es|cn|de|js|ts|py|md|xml|json|java|txt|pdf|html|csv|zip|yml|yaml)\\b)",
                " dot "));
    }

    private void dates() {
        rules.add(rule(
                FROM + "(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::\\d{2}(?:\\.\\d+)?)?Z?)?(?![\\p{L}\\d])",
                m -> isDate(number(m, 1), number(m, 2), number(m, 3))
                        ? date(number(m, 2), number(m, 3), m.group(1))
                                + (m.group(4) == null ? "" : " at " + clock(number(m, 4), number(m, 5), ""))
                        : m.group()));
        rules.add(rule(FROM + "(\\d{1,2})/(\\d{1,2})/(\\d{4})" + TO, m -> {
            int first = number(m, 1);
            int second = number(m, 2);
            int month = first > 12 ? second : first;
            int day = first > 12 ? first : second;
            return isDate(number(m, 3), month, day) ? date(month, day, m.group(3)) : m.group();
        }));
        rules.add(rule(
                "\\b" + MONTH + "\\s(\\d{1,2})" + TH + "(?:,?\\s(\\d{4}))?" + TO,
                m -> date(month(m.group(1)), number(m, 2), m.group(3))));
        rules.add(rule(
                "\\b(?:the )?" + "(\\d{1,2})" + TH + "\\s(?:of )?" + MONTH + "(?:,?\\s(\\d{4}))?" + TO,
                m -> "the " + ordinal(number(m, 1)) + " of " + name(month(m.group(2)))
                        + (m.group(3) == null ? "" : ", " + year(m.group(3)))));
        rules.add(rule("\\b" + MONTH + ",?\\s(\\d{4})" + TO, m -> name(month(m.group(1))) + " " + year(m.group(2))));
        rules.add(rule("\\b((?:1[1-9]|20)\\d)0['’]?s\\b", m -> {
            int decade = m.group(1).charAt(2) - '0';
            boolean thousands = m.group(1).equals("200");
            return thousands
                    ? "two thousands"
                    : numerals.spell(Long.parseLong(m.group(1).substring(0, 2)), "%spellout-cardinal") + " "
                            + TENS.get(decade);
        }));
        rules.add(rule("(?<![\\p{L}\\d.,])['’]?([2-9])0['’]?s\\b", m -> TENS.get(number(m, 1))));
    }

    private void times() {
        rules.add(rule(
                "(?<![\\d:.,])(\\d{1,2}):(\\d{2})(?::\\d{2})?(?:\\s?([aApP])(?:\\.\\s?[mM]\\.|[mM]\\b))?(?![\\d:])",
                m -> number(m, 1) < 24 && number(m, 2) < 60
                        ? clock(number(m, 1), number(m, 2), group(m, 3))
                        : m.group()));
        rules.add(rule(
                FROM + "(\\d{1,2})\\s?([aApP])(?:\\.\\s?[mM]\\.|[mM]\\b)",
                m -> number(m, 1) <= 12 ? clock(number(m, 1), 0, m.group(2)) : m.group()));
        rules.add(rule("\\b24/7\\b", "twenty-four seven"));
        rules.add(rule(FROM + "(\\d+):(\\d+)" + TO, m -> words(m.group(1)) + " to " + words(m.group(2))));
    }

    private void quantities() {
        rules.add(rule("(US\\$|[$€£¥￥₹])\\s?" + NUM + SCALE, m -> money(m.group(2), group(m, 3), m.group(1))));
        rules.add(rule(
                FROM + NUM + SCALE + "\\s?(€|£|USD\\b|EUR\\b|GBP\\b|CNY\\b)",
                m -> money(m.group(1), group(m, 2), m.group(3))));
        rules.add(rule(
                FROM + "(-?)" + NUM + "(?:" + DASH + NUM + ")?\\s?%",
                m -> minus(m.group(1)) + range(m, 2, 3) + " percent"));
        rules.add(rule(
                "(?<![\\p{L}\\d])(-?)" + NUM + "\\s?°(?:\\s?([CF](?!\\p{L})))?",
                m -> minus(m.group(1))
                        + words(m.group(2))
                        + (Numerals.isOne(plain(m.group(2))) ? " degree" : " degrees")
                        + (m.group(3) == null ? "" : m.group(3).equals("C") ? " Celsius" : " Fahrenheit")));
        rules.add(rule(FROM + NUM + "(?:" + DASH + NUM + ")?[ -]?" + Unit.SYMBOLS + "(?![\\p{L}\\d²³/])", m -> {
            boolean one = m.group(2) == null && Numerals.isOne(plain(m.group(1)));
            Unit unit = Unit.of(m.group(3));
            return range(m, 1, 2) + " " + (one ? unit.englishOne() : unit.englishMany());
        }));
    }

    private void numbers() {
        rules.add(rule(
                FROM + "(\\d+)(?:st|nd|rd|th)\\b", m -> m.group(1).length() > 9 ? m.group() : ordinal(number(m, 1))));
        rules.add(rule("(?<![\\p{L}\\d.,/])(?:(\\d+) )?([123])/([234])" + TO + "(?!/)", this::fraction));
        rules.add(rule("(?<=\\d)\\s?[x×]\\s?(?=\\d{3})", " by "));
        rules.add(rule("(?<=\\d)\\s*[×*·]\\s*(?=-?\\d)", " times "));
        rules.add(rule("(?<=\\d)\\s*÷\\s*(?=-?\\d)", " divided by "));
        rules.add(rule("(?<=\\d)\\s*\\+\\s*(?=-?\\d)", " plus "));
        rules.add(rule("(?<=\\d)\\s*-\\s*(?=\\d+(?:[.\\d]*)\\s*=)", " minus "));
        rules.add(rule("(?<=\\d)\\s*/\\s*(?=\\d+(?:[.\\d]*)\\s*=)", " divided by "));
        rules.add(rule("(?<=[\\p{L}\\d])\\s*=\\s*(?=-?[\\p{L}\\d])", " equals "));
        rules.add(rule("(?<=\\d)[x×](?![\\p{L}\\d])", " times"));
        rules.add(rule(
                FROM + NUM + "/" + NUM + TO,
                m -> words(m.group(1))
                        + (Double.parseDouble(plain(m.group(1))) > Double.parseDouble(plain(m.group(2)))
                                ? " over "
                                : " out of ")
                        + words(m.group(2))));
        rules.add(rule("(?<=\\p{L})-(?=\\d)", " "));
        rules.add(rule("[~≈]\\s?(?=\\d)", "about "));
        rules.add(rule("≥\\s?(?=\\d)", "at least "));
        rules.add(rule("≤\\s?(?=\\d)", "at most "));
        rules.add(rule("(?<=\\d)\\s?<\\s?(?=\\d)", " is less than "));
        rules.add(rule("(?<![-=<>])<\\s?(?=\\d)", "less than "));
        rules.add(rule("(?<=\\d)\\s?>\\s?(?=\\d)", " is more than "));
        rules.add(rule("(?<![-=<>])>\\s?(?=\\d)", "more than "));
        rules.add(rule("(?<=\\d),(?=\\d{1,2}(?!\\d))", ", "));
        rules.add(rule(FROM + NUM + DASH + NUM + TO, m -> yearOrWords(m.group(1)) + " to " + yearOrWords(m.group(2))));
        rules.add(rule(
                "(?<=\\b(?:[Ii]n|[Ss]ince|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]y|[Oo]f|[Yy]ear|[Aa]round|[Bb]efore|[Aa]fter|[Bb]etween|and|to|circa|[Ss]ummer|[Ww]inter|[Ss]pring) )(1[1-9]\\d\\d|20\\d\\d)"
                        + TO + "(?!\\s(?:people|times|men|women|users|years|days|words))",
                m -> year(m.group(1))));
        rules.add(rule(FROM + NUM + "(?:k|(?<=\\d{2})K)" + TO, m -> words(m.group(1)) + " thousand"));
        rules.add(rule(FROM + NUM + "(M|B|bn)(?=\\s\\p{Ll})", m -> words(m.group(1)) + " " + SCALES.get(m.group(2))));
        rules.add(rule(FROM + NUM + "\\+" + "(?![\\p{L}\\d])", m -> words(m.group(1)) + " plus"));
        rules.add(rule("(?<![\\p{L}\\d)])-" + NUM + TO, m -> "minus " + words(m.group(1))));
        rules.add(rule("(?<![\\p{L}\\d])(\\.\\d+)" + TO, m -> words("0" + m.group(1))));
        rules.add(rule(FROM + NUM + TO, m -> words(m.group(1))));
    }

    private void symbols() {
        rules.add(rule("\\s*&\\s*", " and "));
        rules.add(rule("(?<=\\p{L})\\s\\+\\s(?=\\p{L})", " plus "));
        rules.add(rule("\\band/or\\b", "and or"));
        rules.add(
                rule("\\s?/\\s?(?=(?:year|month|week|day|night|hour|minute|second|person|user|request)\\b)", " per "));
        rules.add(rule("(?<=\\p{Ll})/(?=\\p{Ll})", " or "));
        rules.add(rule("(?<=[\\p{L}\\d])/(?=[\\p{L}\\d])", " "));
        rules.add(rule("\\s?%", " percent"));
        rules.add(rule("\\s?°", " degrees"));
        rules.add(rule("²", " squared"));
        rules.add(rule("³", " cubed"));
        rules.add(rule("\\s@\\s", " at "));
        rules.add(rule("@", " "));
    }

    private static String weekday(MatchResult m) {
        return Arrays.stream(DayOfWeek.values())
                .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .filter(day -> day.startsWith(m.group(1).substring(0, 3)))
                .findFirst()
                .orElseThrow();
    }

    private String phone(MatchResult m) {
        String groups = Arrays.stream(m.group().split("[^\\d]+"))
                .filter(g -> !g.isEmpty())
                .map(numerals::digits)
                .collect(Collectors.joining(", "));
        return (m.group(1) == null ? "" : "plus ") + groups;
    }

    private String parts(String dotted, String joint) {
        return Arrays.stream(dotted.split("\\.")).map(numerals::cardinal).collect(Collectors.joining(joint));
    }

    private String fraction(MatchResult m) {
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

    private String money(String amount, String scale, String currency) {
        List<String> names = MONEY.getOrDefault(currency, List.of(currency, currency, "", ""));
        String plain = plain(amount);
        if (!scale.isEmpty()) {
            return words(amount) + " " + SCALES.getOrDefault(scale, scale) + " " + names.get(1);
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

    private String date(int month, int day, String year) {
        if (month < 1 || day < 1 || day > 31) {
            return name(Math.max(1, month)) + " " + numerals.cardinal(Integer.toString(day));
        }
        return name(month) + " " + ordinal(day) + (year == null ? "" : ", " + year(year));
    }

    private String clock(int hour, int minute, String half) {
        boolean pm = half.equalsIgnoreCase("p") || (half.isEmpty() && hour > 12);
        boolean am = half.equalsIgnoreCase("a") || (half.isEmpty() && hour == 0);
        int twelve = hour % 12 == 0 ? 12 : hour % 12;
        String minutes = minute == 0 ? "" : (minute < 10 ? " oh " : " ") + numerals.cardinal(Integer.toString(minute));
        String suffix = pm ? " PM" : am ? " AM" : minute == 0 ? " o'clock" : "";
        return numerals.cardinal(Integer.toString(twelve)) + minutes + suffix;
    }

    private String range(MatchResult m, int from, int to) {
        return words(m.group(from)) + (m.group(to) == null ? "" : " to " + words(m.group(to)));
    }

    private String yearOrWords(String number) {
        return number.matches("1[1-9]\\d\\d|20\\d\\d") ? year(number) : words(number);
    }

    private String year(String year) {
        return numerals.spell(Long.parseLong(year), "%spellout-numbering-year");
    }

    private String ordinal(int number) {
        return numerals.spell(number, "%spellout-ordinal");
    }

    private String words(String number) {
        return numerals.cardinal(plain(number));
    }

    private static String minus(String sign) {
        return sign.isEmpty() ? "" : "minus ";
    }

    private static String plain(String number) {
        return number.replace(",", "");
    }

    private static int month(String name) {
        String start = name.substring(0, 3);
        return Arrays.stream(Month.values())
                .filter(m -> name(m.getValue()).startsWith(start))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static String name(int month) {
        return Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
