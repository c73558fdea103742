package dev.vignette.conversation.speakable;

import dev.vignette.media.Language;

/** English as Americans read it out: month before day, "one hundred one", twelve-hour clock. */
final class EnglishVerbaliser extends Verbaliser {
    private static final String NUM = "(\\d{1,3}(?:,\\d{3}){1,9}(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)";
    private static final String MONTH =
            "(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?"
                    + "|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)";
    private static final String TH = "(?:st|nd|rd|th)?";
    private static final String SCALE = "(?:\\s?(thousand|million|billion|trillion|bn|[kKMB])(?![\\p{L}\\d]))?";

    private final EnglishWords english = new EnglishWords();

    EnglishVerbaliser() {
        abbreviations();
        identifiers();
        dates();
        times();
        quantities();
        numbers();
        symbols();
    }

    private void abbreviations() {
        rule("\\b([ap])\\.\\s?m\\.(?=\\s+\\p{Lu}|\\s*$)", m -> m.group(1) + "m.");
        rule("\\bDr\\.(?=\\s\\p{Lu})", "Doctor");
        rule("\\bMr\\.(?=\\s\\p{Lu})", "Mister");
        rule("\\bMrs\\.(?=\\s\\p{Lu})", "Missus");
        rule("\\bMs\\.(?=\\s\\p{Lu})", "Ms");
        rule("\\bProf\\.(?=\\s\\p{Lu})", "Professor");
        rule("(?<=\\p{Lu}\\p{Ll}{1,20}\\s)St\\.(?=,|\\s\\p{Lu})", m -> "Street");
        rule("\\bSt\\.(?=\\s\\p{Lu})", "Saint");
        rule("\\b(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\\b\\.?(?=,?\\s(?:" + MONTH + "|\\d))", EnglishWords::weekday);
        rule("[#№]\\s?(\\d{5,})(?!\\d)", m -> "number " + english.digits(m.group(1)));
        rule("\\b(Jr|Sr)\\.", m -> m.group(1).equals("Jr") ? "Junior" : "Senior");
        rule("\\be\\.\\s?g\\.,?", "for example,");
        rule("\\bi\\.\\s?e\\.,?", "that is,");
        rule("\\betc\\.(?=\\s+\\p{Lu}|\\s*$)", "et cetera.");
        rule("\\betc\\b\\.?", "et cetera");
        rule("\\bvs\\b\\.?", "versus");
        rule("\\bapprox\\.", "approximately");
        rule("(?:\\b[Nn]o\\.|[#№])\\s?(?=\\d)", "number ");
        rule("\\bU\\.S\\.(?:A\\.)?(?=\\s+\\p{Lu}\\p{Ll}+\\s|\\s*$)", "US.");
        rule("\\bU\\.S\\.(?:A\\.)?", "US");
        rule("\\bU\\.K\\.", "UK");
        rule("\\bw/o\\b", "without");
        rule("\\bw/(?=\\s|\\p{L})\\s?", "with ");
        rule("\\bC\\+\\+", "C plus plus");
        rule("\\b([CF])#", m -> m.group(1) + " sharp");
    }

    private void identifiers() {
        rule(IDENTIFIER, Phrases.in(Language.ENGLISH).say("identifier"));
        rule(
                "(?<![\\p{L}\\d.])(\\+\\d{1,3}[ .-]?)?(?:\\(\\d{2,4}\\)\\s?|\\d{2,4}[ .-])\\d{3,4}[ .-]\\d{4}(?![\\p{L}\\d])",
                english::phone);
        rule(
                "(?<![\\p{L}\\d.])(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\p{L}\\d])(?!\\.\\d)",
                m -> english.parts(m.group(1), " dot "));
        rule(
                "\\b(?:[Vv]ersion )?[vV](?:er\\.)?\\s?(\\d+(?:\\.\\d+){0,5})" + TO,
                m -> "version " + english.parts(m.group(1), " point "));
        rule(FROM + "(\\d+(?:\\.\\d+){2,5})" + TO, m -> english.parts(m.group(1), " point "));
        rule(
                "(?<=[\\p{L}\\d_-])\\.(?=(?:com|org|net|io|dev|ai|app|edu|gov|co|uk|es|cn|de|js|ts|py|md|xml|json|java|txt|pdf|html|csv|zip|yml|yaml)\\b)",
                " dot ");
    }

    private void dates() {
        rule(
                FROM + ISO_DATE,
                m -> isDate(number(m, 1), number(m, 2), number(m, 3))
                        ? english.date(number(m, 2), number(m, 3), m.group(1))
                                + (m.group(4) == null ? "" : " at " + english.clock(number(m, 4), number(m, 5), ""))
                        : m.group());
        rule(FROM + "(\\d{1,2})/(\\d{1,2})/(\\d{4})" + TO, m -> {
            int first = number(m, 1);
            int second = number(m, 2);
            int month = first > 12 ? second : first;
            int day = first > 12 ? first : second;
            return isDate(number(m, 3), month, day) ? english.date(month, day, m.group(3)) : m.group();
        });
        rule(
                "\\b" + MONTH + "\\s(\\d{1,2})" + TH + "(?:,?\\s(\\d{4}))?" + TO,
                m -> english.date(EnglishWords.month(m.group(1)), number(m, 2), m.group(3)));
        rule(
                "\\b(?:the )?" + "(\\d{1,2})" + TH + "\\s(?:of )?" + MONTH + "(?:,?\\s(\\d{4}))?" + TO,
                m -> "the " + english.ordinal(number(m, 1)) + " of " + EnglishWords.name(EnglishWords.month(m.group(2)))
                        + (m.group(3) == null ? "" : ", " + english.year(m.group(3))));
        rule(
                "\\b" + MONTH + ",?\\s(\\d{4})" + TO,
                m -> EnglishWords.name(EnglishWords.month(m.group(1))) + " " + english.year(m.group(2)));
        rule("\\b((?:1[1-9]|20)\\d)0['’]?s\\b", m -> english.decade(m.group(1)));
        rule("(?<![\\p{L}\\d.,])['’]?([2-9])0['’]?s\\b", m -> EnglishWords.decade(number(m, 1)));
    }

    private void times() {
        rule(
                "(?<![\\d:.,])(\\d{1,2}):(\\d{2})(?::\\d{2})?(?:\\s?([aApP])(?:\\.\\s?[mM]\\.|[mM]\\b))?(?![\\d:])",
                m -> number(m, 1) < 24 && number(m, 2) < 60
                        ? english.clock(number(m, 1), number(m, 2), group(m, 3))
                        : m.group());
        rule(
                FROM + "(\\d{1,2})\\s?([aApP])(?:\\.\\s?[mM]\\.|[mM]\\b)",
                m -> number(m, 1) <= 12 ? english.clock(number(m, 1), 0, m.group(2)) : m.group());
        rule("\\b24/7\\b", "twenty-four seven");
        rule(FROM + "(\\d+):(\\d+)" + TO, m -> english.words(m.group(1)) + " to " + english.words(m.group(2)));
    }

    private void quantities() {
        rule("(US\\$|[$€£¥￥₹])\\s?" + NUM + SCALE, m -> english.money(m.group(2), group(m, 3), m.group(1)));
        rule(
                FROM + NUM + SCALE + "\\s?(€|£|USD\\b|EUR\\b|GBP\\b|CNY\\b)",
                m -> english.money(m.group(1), group(m, 2), m.group(3)));
        rule(
                FROM + "(-?)" + NUM + "(?:" + DASH + NUM + ")?\\s?%",
                m -> EnglishWords.minus(m.group(1)) + english.range(m, 2, 3) + " percent");
        rule(
                "(?<![\\p{L}\\d])(-?)" + NUM + "\\s?°(?:\\s?([CF](?!\\p{L})))?",
                m -> EnglishWords.minus(m.group(1))
                        + english.words(m.group(2))
                        + (Numerals.isOne(EnglishWords.plain(m.group(2))) ? " degree" : " degrees")
                        + (m.group(3) == null ? "" : m.group(3).equals("C") ? " Celsius" : " Fahrenheit"));
        rule(FROM + NUM + "(?:" + DASH + NUM + ")?[ -]?" + Unit.SYMBOLS + "(?![\\p{L}\\d²³/])", m -> {
            boolean one = m.group(2) == null && Numerals.isOne(EnglishWords.plain(m.group(1)));
            Unit unit = Unit.of(m.group(3));
            return english.range(m, 1, 2) + " " + (one ? unit.englishOne() : unit.englishMany());
        });
    }

    private void numbers() {
        rule(
                FROM + "(\\d+)(?:st|nd|rd|th)\\b",
                m -> m.group(1).length() > 9 ? m.group() : english.ordinal(number(m, 1)));
        rule("(?<![\\p{L}\\d.,/])(?:(\\d+) )?([123])/([234])" + TO + "(?!/)", english::fraction);
        rule("(?<=\\d)\\s?[x×]\\s?(?=\\d{3})", " by ");
        rule("(?<=\\d)\\s*[×*·]\\s*(?=-?\\d)", " times ");
        rule("(?<=\\d)\\s*÷\\s*(?=-?\\d)", " divided by ");
        rule("(?<=\\d)\\s*\\+\\s*(?=-?\\d)", " plus ");
        rule("(?<=\\d)\\s*-\\s*(?=\\d+(?:[.\\d]*)\\s*=)", " minus ");
        rule("(?<=\\d)\\s*/\\s*(?=\\d+(?:[.\\d]*)\\s*=)", " divided by ");
        rule("(?<=[\\p{L}\\d])\\s*=\\s*(?=-?[\\p{L}\\d])", " equals ");
        rule("(?<=\\d)[x×](?![\\p{L}\\d])", " times");
        rule(
                FROM + NUM + "/" + NUM + TO,
                m -> english.words(m.group(1))
                        + (Double.parseDouble(EnglishWords.plain(m.group(1)))
                                        > Double.parseDouble(EnglishWords.plain(m.group(2)))
                                ? " over "
                                : " out of ")
                        + english.words(m.group(2)));
        rule("(?<=\\p{L})-(?=\\d)", " ");
        rule("[~≈]\\s?(?=\\d)", "about ");
        rule("≥\\s?(?=\\d)", "at least ");
        rule("≤\\s?(?=\\d)", "at most ");
        rule("(?<=\\d)\\s?<\\s?(?=\\d)", " is less than ");
        rule("(?<![-=<>])<\\s?(?=\\d)", "less than ");
        rule("(?<=\\d)\\s?>\\s?(?=\\d)", " is more than ");
        rule("(?<![-=<>])>\\s?(?=\\d)", "more than ");
        rule("(?<=\\d),(?=\\d{1,2}(?!\\d))", ", ");
        rule(
                FROM + NUM + DASH + NUM + TO,
                m -> english.yearOrWords(m.group(1)) + " to " + english.yearOrWords(m.group(2)));
        rule(
                "(?<=\\b(?:[Ii]n|[Ss]ince|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]y|[Oo]f|[Yy]ear|[Aa]round|[Bb]efore|[Aa]fter|[Bb]etween|and|to|circa|[Ss]ummer|[Ww]inter|[Ss]pring) )(1[1-9]\\d\\d|20\\d\\d)"
                        + TO + "(?!\\s(?:people|times|men|women|users|years|days|words))",
                m -> english.year(m.group(1)));
        rule(FROM + NUM + "(?:k|(?<=\\d{2})K)" + TO, m -> english.words(m.group(1)) + " thousand");
        rule(FROM + NUM + "(M|B|bn)(?=\\s\\p{Ll})", m -> english.thousands(m.group(1), m.group(2)));
        rule(FROM + NUM + "\\+" + "(?![\\p{L}\\d])", m -> english.words(m.group(1)) + " plus");
        rule("(?<![\\p{L}\\d)])-" + NUM + TO, m -> "minus " + english.words(m.group(1)));
        rule("(?<![\\p{L}\\d])(\\.\\d+)" + TO, m -> english.words("0" + m.group(1)));
        rule(FROM + NUM + TO, m -> english.words(m.group(1)));
    }

    private void symbols() {
        rule("\\s*&\\s*", " and ");
        rule("(?<=\\p{L})\\s\\+\\s(?=\\p{L})", " plus ");
        rule("\\band/or\\b", "and or");
        rule("\\s?/\\s?(?=(?:year|month|week|day|night|hour|minute|second|person|user|request)\\b)", " per ");
        rule("(?<=\\p{Ll})/(?=\\p{Ll})", " or ");
        rule("(?<=[\\p{L}\\d])/(?=[\\p{L}\\d])", " ");
        rule("\\s?%", " percent");
        rule("\\s?°", " degrees");
        rule("²", " squared");
        rule("³", " cubed");
        rule("\\s@\\s", " at ");
        rule("@", " ");
    }
}
