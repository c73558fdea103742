package dev.vignette.conversation.speakable;

import dev.vignette.media.Language;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What numbers, sums, dates and times are in Spanish. Safe for several threads. */
final class SpanishWords {
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

    /** Before a masculine noun. */
    static final String UN = "%spellout-cardinal-masculine";

    /** Before a feminine noun. */
    static final String UNA = "%spellout-cardinal-feminine";

    /** By itself. */
    static final String UNO = "%spellout-numbering";

    private final Numerals numerals = new Numerals(Language.SPANISH, UNO, "coma", " ");

    /** One by one, whatever stands between them. */
    String digits(String number) {
        return numerals.digits(number);
    }

    String phone(String number) {
        return (number.startsWith("+") ? "más " : "") + numerals.groups(number, ", ");
    }

    String parts(String dotted) {
        return numerals.parts(dotted, " punto ");
    }

    String fraction(MatchResult m) {
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

    String money(String amount, String scale, String currency) {
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

    String ordinal(MatchResult m) {
        String mark = m.group(2);
        String rule = mark.startsWith("ª") || mark.startsWith("a")
                ? "%spellout-ordinal-feminine"
                : mark.equals("er") ? "%spellout-ordinal-masculine-adjective" : "%spellout-ordinal-masculine";
        return numerals.spell(Verbaliser.number(m, 1), rule);
    }

    String date(int day, int month, String year) {
        String name = Month.of(month).getDisplayName(TextStyle.FULL, Locale.of("es"));
        return day(day) + " de " + name + " de " + numerals.cardinal(year);
    }

    String day(int day) {
        return day == 1 ? "primero" : numerals.cardinal(Integer.toString(day));
    }

    String clock(int hour, int minute, String half) {
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

    String range(MatchResult m, int from, int to, String gender) {
        return words(m.group(from), m.group(to) == null ? gender : UNO)
                + (m.group(to) == null ? "" : " a " + words(m.group(to), gender));
    }

    static String agreeing(String next) {
        if (NOT_A_NOUN.matcher(next).matches()) {
            return UNO;
        }
        boolean feminine = FEMININE.matcher(next).matches()
                && !MASCULINE_IN_A.matcher(next).matches();
        return feminine ? UNA : UN;
    }

    String words(String number, String ruleSet) {
        String plain = plain(number);
        boolean decimalPoint = plain.contains(".") && !number.contains(",");
        String words = numerals.cardinal(plain, plain.contains(".") ? UNO : ruleSet);
        return decimalPoint ? words.replace(" coma ", " punto ") : words;
    }

    static String minus(String sign) {
        return sign.isEmpty() ? "" : "menos ";
    }

    /** Digits and a decimal point, whichever of the two conventions the number is written in. */
    static String plain(String number) {
        if (number.matches("\\d{1,3}(?:[. ]\\d{3})+(?:,\\d+)?")) {
            return number.replaceAll("[. ]", "").replace(',', '.');
        }
        if (number.matches("\\d{1,3}(?:,\\d{3}){1,9}\\.\\d+|\\d{1,3}(?:,\\d{3}){2,9}")) {
            return number.replace(",", "");
        }
        return number.replace(',', '.');
    }
}
