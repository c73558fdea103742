package dev.vignette.conversation.speakable;

import dev.vignette.media.Language;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

// Longer than most: the rules are one ordered list, and reading them in order is what makes them understandable.
/**
 * Spanish: decimal comma (a decimal point is read as "punto"), day before month, numbers that agree with the noun after
 * them ("veintiún días", "doscientas personas"); {@code $} is read as dollars.
 */
final class SpanishVerbaliser extends Verbaliser {
    private static final String NUM =
            "(\\d{1,3}(?:\\.\\d{3}){1,9}(?:,\\d+)?|\\d{1,3}(?:,\\d{3}){1,9}\\.\\d+|\\d{1,3}(?:,\\d{3}){2,9}"
                    + "|\\d{1,3}(?: \\d{3}){1,9}(?:,\\d+)?|\\d+(?:[.,]\\d+)?)";
    private static final String FROM = "(?<![\\p{L}\\d_])(?<!\\d[.,])";
    private static final String TO = "(?![\\p{L}\\d_])(?![.,]\\d)";
    private static final String DASH = "(?:-|\\s?[–—]\\s?)";
    private static final String MONTH =
            "(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)";
    private static final String SCALE = "(?:\\s?(mil|millón|millones|billón|billones)\\b)?";
    private static final Pattern NOT_A_NOUN = Pattern.compile(
            "de|del|y|e|o|u|a|al|en|por|para|con|sin|que|es|son|más|menos|entre|igual|como|si|se|no|hasta|desde|pero|cuando|punto|coma|a\\.m|p\\.m");
    private static final Pattern FEMININE = Pattern.compile(
            "(?:\\p{L}*(?:a|as|ción|ciones|sión|siones|dad|dades|tud|tudes)|vez|veces|noches?|tardes?|clases?|calles?|partes?"
                    + "|mujer(?:es)?|flor(?:es)?|imagen|imágenes|llaves?|gente|claves?|nubes?|bases?|frases?|leyes|ley)");
    private static final Pattern MASCULINE_IN_A = Pattern.compile(
            "(?:días?|problemas?|sistemas?|temas?|programas?|mapas?|idiomas?|planetas?|climas?|poemas?|diagramas?|esquemas?|sofás?|futbolistas?)");

    /** One, many, feminine ("f") or not, and the hundredth's one and many. */
    private static final Map<String, List<String>> MONEY = Map.of(
            "€", List.of("euro", "euros", "m", "céntimo", "céntimos"),
            "EUR", List.of("euro", "euros", "m", "céntimo", "céntimos"),
            "$", List.of("dólar", "dólares", "m", "centavo", "centavos"),
            "US$", List.of("dólar", "dólares", "m", "centavo", "centavos"),
            "USD", List.of("dólar", "dólares", "m", "centavo", "centavos"),
            "£", List.of("libra", "libras", "f", "penique", "peniques"),
            "¥", List.of("yen", "yenes", "m", "sen", "sen"),
            "MXN", List.of("peso mexicano", "pesos mexicanos", "m", "centavo", "centavos"));

    private static final String UN = "%spellout-cardinal-masculine";
    private static final String UNA = "%spellout-cardinal-feminine";
    private static final String UNO = "%spellout-numbering";

    private final Numerals numerals = new Numerals(Language.SPANISH, UNO, "coma", " ");
    private final List<Rule> rules = new ArrayList<>();

    SpanishVerbaliser() {
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
        rules.add(rule("\\b([ap])\\.\\s?m\\.(?=\\s+[\\p{Lu}¿¡]|\\s*$)", m -> m.group(1) + "m."));
        rules.add(rule("\\bSr\\.(?=\\s)", "señor"));
        rules.add(rule("\\bSra\\.(?=\\s)", "señora"));
        rules.add(rule("\\bSrta\\.(?=\\s)", "señorita"));
        rules.add(rule("\\bDr\\.(?=\\s)", "doctor"));
        rules.add(rule("\\bDra\\.(?=\\s)", "doctora"));
        rules.add(rule("\\bProf\\.(?=\\s)", "profesor"));
        rules.add(rule("\\bU(?:d|ds)\\.", m -> m.group().startsWith("Uds") ? "ustedes" : "usted"));
        rules.add(rule("\\bp\\.\\s?ej\\.,?", "por ejemplo,"));
        rules.add(rule("\\betc\\.(?=\\s+\\p{Lu}|\\s*$)", "etcétera."));
        rules.add(rule("\\betc\\b\\.?", "etcétera"));
        rules.add(rule("\\bEE\\.\\s?UU\\.(?=\\s+\\p{Lu}|\\s*$)", "Estados Unidos."));
        rules.add(rule("\\bEE\\.?\\s?UU\\b\\.?", "Estados Unidos"));
        rules.add(rule("\\baprox\\.", "aproximadamente"));
        rules.add(rule("\\bAvda?\\.(?=\\s)", "avenida"));
        rules.add(rule("\\bpágs?\\.(?=\\s)", m -> m.group().startsWith("págs") ? "páginas" : "página"));
        rules.add(rule("\\bTel\\.(?=:|\\s)", "Teléfono"));
        rules.add(rule("\\bc/u\\b", "cada uno"));
        rules.add(rule("\\s?M€", " millones de euros"));
        rules.add(rule("\\bvs\\b\\.?", "contra"));
        rules.add(rule("(?:\\b[Nn]\\.?\\s?[º°]\\s?|\\b[Nn]úm\\.\\s?|[#№])(?=\\d)", "número "));
        rules.add(rule("\\bC\\+\\+", "C más más"));
        rules.add(rule("\\b([CF])#", m -> m.group(1) + " sharp"));
    }

    private void identifiers() {
        rules.add(rule(
                "\\b(?=[0-9a-f-]{0,40}[0-9])(?=[0-9a-f-]{0,40}[a-f])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,})\\b",
                Phrases.in(Language.SPANISH).say("identifier")));
        rules.add(rule("(?<![\\p{L}\\d.,])\\+?\\d{2,3}(?:[ -]\\d{2,4}){2,4}(?![\\p{L}\\d])", m -> {
            long digits = m.group().chars().filter(Character::isDigit).count();
            return digits >= 9 ? phone(m.group()) : m.group();
        }));
        rules.add(rule(
                "\\b(?:[Vv]ersión )?[vV]\\.?\\s?(\\d+(?:\\.\\d+){0,5})" + TO, m -> "versión " + parts(m.group(1))));
        rules.add(rule(FROM + "(\\d+(?:\\.\\d{1,2}){2,5})" + TO, m -> parts(m.group(1))));
        rules.add(rule(
                "(?<=[\\p{L}\\d_-])\\.(?=(?:com|org|net|io|dev|ai|app|edu|gov|co|es|mx|ar|js|ts|py|md|xml|json|java|txt|pdf|html|csv|zip|yml|yaml)\\b)",
                " punto "));
    }

    private void dates() {
        rules.add(rule(
                FROM + "(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::\\d{2}(?:\\.\\d+)?)?Z?)?(?![\\p{L}\\d])",
                m -> isDate(number(m, 1), number(m, 2), number(m, 3))
                        ? date(number(m, 3), number(m, 2), m.group(1))
                                + (m.group(4) == null ? "" : " a las " + clock(number(m, 4), number(m, 5), ""))
                        : m.group()));
        rules.add(rule(
                FROM + "(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})" + TO,
                m -> isDate(number(m, 3), number(m, 2), number(m, 1))
                        ? date(number(m, 1), number(m, 2), m.group(3))
                        : m.group()));
        rules.add(
                rule(FROM + "(\\d{1,2})(?:\\.?º)? de " + MONTH + "\\b", m -> day(number(m, 1)) + " de " + m.group(2)));
    }

    private void times() {
        rules.add(rule(
                "(?<![\\d:.,])(\\d{1,2}):(\\d{2})(?::\\d{2})?(?:\\s?(?:hrs?|hs|h|horas)\\b\\.?)?(?:\\s?([aApP])(?:\\.\\s?[mM]\\.|[mM]\\b))?(?![\\d:])",
                m -> number(m, 1) < 24 && number(m, 2) < 60
                        ? clock(number(m, 1), number(m, 2), group(m, 3))
                        : m.group()));
        rules.add(rule(
                FROM + "(\\d{1,2})\\s?([aApP])(?:\\.\\s?[mM]\\.|[mM]\\b)",
                m -> number(m, 1) <= 12 ? clock(number(m, 1), 0, m.group(2)) : m.group()));
        rules.add(rule(FROM + "(\\d+):(\\d+)" + TO, m -> words(m.group(1), UNO) + " a " + words(m.group(2), UNO)));
    }

    private void quantities() {
        rules.add(rule("(US\\$|[$€£¥])\\s?" + NUM + SCALE, m -> money(m.group(2), group(m, 3), m.group(1))));
        rules.add(rule(
                FROM + NUM + SCALE + "\\s?([€£$]|USD\\b|EUR\\b|MXN\\b)",
                m -> money(m.group(1), group(m, 2), m.group(3))));
        rules.add(rule(
                FROM + "(-?)" + NUM + "(?:" + DASH + NUM + ")?\\s?%",
                m -> minus(m.group(1)) + range(m, 2, 3, UNO) + " por ciento"));
        rules.add(rule(
                "(?<![\\p{L}\\d])(-?)" + NUM + "\\s?°(?:\\s?([CF](?!\\p{L})))?",
                m -> minus(m.group(1))
                        + words(m.group(2), UN)
                        + (Numerals.isOne(plain(m.group(2))) ? " grado" : " grados")
                        + (m.group(3) == null ? "" : m.group(3).equals("C") ? " centígrados" : " Fahrenheit")));
        rules.add(rule(FROM + NUM + "(?:" + DASH + NUM + ")? ?" + Unit.SYMBOLS + "(?![\\p{L}\\d²³/])", m -> {
            boolean one = m.group(2) == null && Numerals.isOne(plain(m.group(1)));
            Unit unit = Unit.of(m.group(3));
            return range(m, 1, 2, unit.spanishFeminine() ? UNA : UN) + " "
                    + (one ? unit.spanishOne() : unit.spanishMany());
        }));
    }

    private void numbers() {
        rules.add(rule(FROM + "(\\d{1,4})\\.?(ºs?|ª|er|os?|as?)(?!\\p{L})", this::ordinal));
        rules.add(rule(
                "(?<![\\p{L}\\d.,/])1/2(?=\\s(\\p{Ll}+))",
                m -> agreeing(m.group(1)).equals(UNA) ? "media" : "medio"));
        rules.add(rule("(?<![\\p{L}\\d.,/])(?:(\\d+) )?([123])/([234])" + TO + "(?!/)", this::fraction));
        rules.add(rule("(?<=\\d)\\s?[x×]\\s?(?=\\d)|(?<=\\d)\\s*[*·]\\s*(?=-?\\d)", " por "));
        rules.add(rule("(?<=\\d)\\s*÷\\s*(?=-?\\d)", " entre "));
        rules.add(rule("(?<=\\d)\\s*\\+\\s*(?=-?\\d)", " más "));
        rules.add(rule("(?<=\\d)\\s*-\\s*(?=\\d+(?:[.,\\d]*)\\s*=)", " menos "));
        rules.add(rule("(?<=\\d)\\s*/\\s*(?=\\d+(?:[.,\\d]*)\\s*=)", " entre "));
        rules.add(rule("(?<=[\\p{L}\\d])\\s*=\\s*(?=-?[\\p{L}\\d])", " igual a "));
        rules.add(rule(FROM + NUM + "/" + NUM + TO, m -> words(m.group(1), UNO) + " de " + words(m.group(2), UNO)));
        rules.add(rule("(?<=\\p{L})-(?=\\d)", " "));
        rules.add(rule("[~≈]\\s?(?=\\d)", "aproximadamente "));
        rules.add(rule("≥\\s?(?=\\d)", "al menos "));
        rules.add(rule("≤\\s?(?=\\d)", "como máximo "));
        rules.add(rule("(?<![-=<>])<\\s?(?=\\d)", "menos de "));
        rules.add(rule("(?<![-=<>])>\\s?(?=\\d)", "más de "));
        rules.add(rule(FROM + NUM + DASH + NUM + "(?=\\s(\\p{Ll}+))", m -> {
            String agreeing = agreeing(m.group(3));
            return words(m.group(1), agreeing) + " a " + words(m.group(2), agreeing);
        }));
        rules.add(rule(FROM + NUM + DASH + NUM + TO, m -> words(m.group(1), UNO) + " a " + words(m.group(2), UNO)));
        rules.add(rule("(?<![\\p{L}\\d)])-" + NUM + TO, m -> "menos " + words(m.group(1), UNO)));
        rules.add(rule(FROM + NUM + "\\+(?![\\p{L}\\d])", m -> "más de " + words(m.group(1), UNO)));
        rules.add(rule(FROM + NUM + "(?=\\s(\\p{Ll}+))", m -> words(m.group(1), agreeing(m.group(2)))));
        rules.add(rule(FROM + NUM + TO, m -> words(m.group(1), UNO)));
    }

    private void symbols() {
        rules.add(rule("\\s*&\\s*", " y "));
        rules.add(rule("(?<=\\p{L})\\s\\+\\s(?=\\p{L})", " más "));
        rules.add(rule("\\by/o\\b", "y o"));
        rules.add(rule("(?<=\\p{Lu})\\+(?=\\p{Lu})", " más "));
        rules.add(rule("\\s?/\\s?(?=(?:año|mes|semana|día|noche|hora|minuto|segundo|persona|usuario)\\b)", " por "));
        rules.add(rule("(?<=\\p{Ll})/(?=[aeo]s?\\b)", " "));
        rules.add(rule("(?<=\\p{Ll})/(?=\\p{Ll})", " o "));
        rules.add(rule("(?<=[\\p{L}\\d])/(?=[\\p{L}\\d])", " "));
        rules.add(rule("\\s?%", " por ciento"));
        rules.add(rule("\\s?°", " grados"));
        rules.add(rule("²", " al cuadrado"));
        rules.add(rule("³", " al cubo"));
        rules.add(rule("@", " "));
        // The phrases put in for channels and addresses begin with their article.
        rules.add(rule("\\b([Aa]|[Dd]e) el\\b", m -> m.group(1) + "l"));
    }

    private String phone(String number) {
        String groups = Arrays.stream(number.split("[^\\d]+"))
                .filter(g -> !g.isEmpty())
                .map(numerals::digits)
                .collect(Collectors.joining(", "));
        return (number.startsWith("+") ? "más " : "") + groups;
    }

    private String parts(String dotted) {
        return Arrays.stream(dotted.split("\\.")).map(numerals::cardinal).collect(Collectors.joining(" punto "));
    }

    private String fraction(MatchResult m) {
        String part = switch (m.group(2) + "/" + m.group(3)) {
            case "1/2" -> m.group(1) == null ? "un medio" : "medio";
            case "1/3" -> "un tercio";
            case "2/3" -> "dos tercios";
            case "1/4" -> m.group(1) == null ? "un cuarto" : "cuarto";
            case "3/4" -> "tres cuartos";
            default -> "";
        };
        if (part.isEmpty()) {
            return m.group();
        }
        return m.group(1) == null ? part : words(m.group(1), UNO) + " y " + part;
    }

    private String money(String amount, String scale, String currency) {
        List<String> names = MONEY.getOrDefault(currency, List.of(currency, currency, "m", "", ""));
        String gender = names.get(2).equals("f") ? UNA : UN;
        if (!scale.isEmpty()) {
            return words(amount, UN) + " " + scale + (scale.equals("mil") ? " " : " de ") + names.get(1);
        }
        String plain = plain(amount);
        int point = plain.indexOf('.');
        if (point < 0 || plain.length() - point != 3) {
            return words(amount, gender) + " " + names.get(Numerals.isOne(plain) ? 0 : 1);
        }
        String whole = plain.substring(0, point);
        int cents = Integer.parseInt(plain.substring(point + 1));
        String units = numerals.cardinal(whole, gender) + " " + names.get(whole.equals("1") ? 0 : 1);
        String hundredths = numerals.cardinal(Integer.toString(cents), UN) + " " + names.get(cents == 1 ? 3 : 4);
        if (cents == 0) {
            return units;
        }
        return whole.equals("0") ? hundredths : units + " con " + hundredths;
    }

    private String ordinal(MatchResult m) {
        String mark = m.group(2);
        String rule = mark.startsWith("ª") || mark.startsWith("a")
                ? "%spellout-ordinal-feminine"
                : mark.equals("er") ? "%spellout-ordinal-masculine-adjective" : "%spellout-ordinal-masculine";
        return numerals.spell(number(m, 1), rule);
    }

    private String date(int day, int month, String year) {
        String name = Month.of(month).getDisplayName(TextStyle.FULL, Locale.of("es"));
        return day(day) + " de " + name + " de " + numerals.cardinal(year);
    }

    private String day(int day) {
        return day == 1 ? "primero" : numerals.cardinal(Integer.toString(day));
    }

    private String clock(int hour, int minute, String half) {
        String hours = numerals.cardinal(Integer.toString(hour), UNA);
        String minutes = minute == 0
                ? ""
                : " y "
                        + (minute == 30 && hour <= 12 && hour > 0
                                ? "media"
                                : minute == 15 && hour <= 12 && hour > 0
                                        ? "cuarto"
                                        : numerals.cardinal(Integer.toString(minute)));
        String part = half.equalsIgnoreCase("a")
                ? " de la mañana"
                : half.equalsIgnoreCase("p") ? (hour >= 8 && hour < 12 ? " de la noche" : " de la tarde") : "";
        return hours + minutes + part;
    }

    private String range(MatchResult m, int from, int to, String gender) {
        return words(m.group(from), m.group(to) == null ? gender : UNO)
                + (m.group(to) == null ? "" : " a " + words(m.group(to), gender));
    }

    private static String agreeing(String next) {
        if (NOT_A_NOUN.matcher(next).matches()) {
            return UNO;
        }
        boolean feminine = FEMININE.matcher(next).matches()
                && !MASCULINE_IN_A.matcher(next).matches();
        return feminine ? UNA : UN;
    }

    private String words(String number, String ruleSet) {
        String plain = plain(number);
        boolean decimalPoint = plain.contains(".") && !number.contains(",");
        String words = numerals.cardinal(plain, plain.contains(".") ? UNO : ruleSet);
        return decimalPoint ? words.replace(" coma ", " punto ") : words;
    }

    private static String minus(String sign) {
        return sign.isEmpty() ? "" : "menos ";
    }

    /** Digits and a decimal point, whichever of the two conventions the number is written in. */
    private static String plain(String number) {
        if (number.matches("\\d{1,3}(?:[. ]\\d{3})+(?:,\\d+)?")) {
            return number.replaceAll("[. ]", "").replace(',', '.');
        }
        if (number.matches("\\d{1,3}(?:,\\d{3}){1,9}\\.\\d+|\\d{1,3}(?:,\\d{3}){2,9}")) {
            return number.replace(",", "");
        }
        return number.replace(',', '.');
    }
}
