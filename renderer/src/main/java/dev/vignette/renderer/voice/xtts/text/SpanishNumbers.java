package dev.vignette.renderer.voice.xtts.text;

import java.util.Map;
import java.util.Objects;

/** Spanish: {@code mil doscientos treinta y cuatro}. */
final class SpanishNumbers implements NumberWords {
    private static final String[] SMALL = {
        "cero",
        "uno",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
        "trece",
        "catorce",
        "quince",
        "dieciséis",
        "diecisiete",
        "dieciocho",
        "diecinueve",
        "veinte",
        "veintiuno",
        "veintidós",
        "veintitrés",
        "veinticuatro",
        "veinticinco",
        "veintiséis",
        "veintisiete",
        "veintiocho",
        "veintinueve"
    };
    private static final String[] TENS = {
        "", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"
    };
    private static final String[] HUNDREDS = {
        "",
        "ciento",
        "doscientos",
        "trescientos",
        "cuatrocientos",
        "quinientos",
        "seiscientos",
        "setecientos",
        "ochocientos",
        "novecientos"
    };
    private static final String[] ORDINAL_ONES = {
        "", "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno"
    };
    private static final String[] ORDINAL_TENS = {
        "",
        "décimo",
        "vigésimo",
        "trigésimo",
        "cuadragésimo",
        "quincuagésimo",
        "sexagésimo",
        "septuagésimo",
        "octogésimo",
        "nonagésimo"
    };
    private static final String[] ORDINAL_HUNDREDS = {
        "",
        "centésimo",
        "ducentésimo",
        "tricentésimo",
        "cuadrigentésimo",
        "quingentésimo",
        "sexcentésimo",
        "septingentésimo",
        "octigentésimo",
        "noningentésimo"
    };
    private static final Map<Character, String[]> MONEY = Map.of(
            '$', new String[] {"dólar", "dólares", "centavo", "centavos"},
            '€', new String[] {"euro", "euros", "céntimo", "céntimos"},
            '£', new String[] {"libra", "libras", "penique", "peniques"});

    @Override
    public String cardinal(long value) {
        if (value < 1_000) {
            return belowThousand((int) value);
        }
        long million = 1_000_000;
        if (value < million) {
            String thousands = value < 2_000 ? "mil" : shortened(belowThousand((int) (value / 1_000))) + " mil";
            return joined(thousands, value % 1_000);
        }
        if (value < million * million) {
            long millions = value / million;
            return joined(millions == 1 ? "un millón" : shortened(cardinal(millions)) + " millones", value % million);
        }
        long billions = value / (million * million);
        return joined(
                billions == 1 ? "un billón" : shortened(cardinal(billions)) + " billones", value % (million * million));
    }

    private String joined(String words, long rest) {
        return rest == 0 ? words : words + " " + cardinal(rest);
    }

    private static String belowThousand(int value) {
        if (value < 30) {
            return SMALL[value];
        }
        if (value < 100) {
            return TENS[value / 10] + (value % 10 == 0 ? "" : " y " + SMALL[value % 10]);
        }
        if (value == 100) {
            return "cien";
        }
        return HUNDREDS[value / 100] + (value % 100 == 0 ? "" : " " + belowThousand(value % 100));
    }

    /** "uno" before a noun. */
    private static String shortened(String words) {
        return words.endsWith("veintiuno")
                ? words.substring(0, words.length() - 3) + "ún"
                : words.endsWith("uno") ? words.substring(0, words.length() - 1) : words;
    }

    @Override
    public String ordinal(long value) {
        if (value < 1 || value > 999) {
            return cardinal(value);
        }
        int number = (int) value;
        StringBuilder words = new StringBuilder(ORDINAL_HUNDREDS[number / 100]);
        add(words, ORDINAL_TENS[number / 10 % 10]);
        boolean oneWord = number % 100 == 11 || number % 100 == 12;
        if (oneWord) {
            words.append(ORDINAL_ONES[number % 10]);
        } else {
            add(words, ORDINAL_ONES[number % 10]);
        }
        return words.toString();
    }

    private static void add(StringBuilder words, String word) {
        if (!word.isEmpty()) {
            words.append(words.isEmpty() ? "" : " ").append(word);
        }
    }

    @Override
    public String point() {
        return "punto";
    }

    @Override
    public String money(char symbol, long whole, int hundredths) {
        String[] names = Objects.requireNonNull(MONEY.get(symbol), "a currency");
        String words = amount(whole, names[0], names[1], symbol == '£');
        return hundredths == 0 ? words : words + " con " + amount(hundredths, names[2], names[3], false);
    }

    private String amount(long value, String one, String many, boolean feminine) {
        if (value == 1) {
            return (feminine ? "una " : "un ") + one;
        }
        return shortened(cardinal(value)) + " " + many;
    }
}
