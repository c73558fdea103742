package dev.vignette.conversation.speakable;

import dev.vignette.media.Language;

/**
 * Spanish: decimal comma (a decimal point is read as "punto"), day before month, numbers that agree with the noun after
 * them ("veintiún días", "doscientas personas"); {@code $} is read as dollars.
 */
final class SpanishVerbaliser extends Verbaliser {
    private static final String NUM =
            "(\\d{1,3}(?:\\.\\d{3}){1,9}(?:,\\d+)?|\\d{1,3}(?:,\\d{3}){1,9}\\.\\d+|\\d{1,3}(?:,\\d{3}){2,9}"
                    + "|\\d{1,3}(?: \\d{3}){1,9}(?:,\\d+)?|\\d+(?:[.,]\\d+)?)";
    private static final String MONTH =
            "(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)";
    private static final String SCALE = "(?:\\s?(mil|millón|millones|billón|billones)\\b)?";

    private final SpanishWords spanish = new SpanishWords();

    SpanishVerbaliser() {
        abbreviations();
        identifiers();
        dates();
        times();
        quantities();
        numbers();
        symbols();
    }

    private void abbreviations() {
        rule("\\b([ap])\\.\\s?m\\.(?=\\s+[\\p{Lu}¿¡]|\\s*$)", m -> m.group(1) + "m.");
        rule("\\bSr\\.(?=\\s)", "señor");
        rule("\\bSra\\.(?=\\s)", "señora");
        rule("\\bSrta\\.(?=\\s)", "señorita");
        rule("\\bDr\\.(?=\\s)", "doctor");
        rule("\\bDra\\.(?=\\s)", "doctora");
        rule("\\bProf\\.(?=\\s)", "profesor");
        rule("\\bU(?:d|ds)\\.", m -> m.group().startsWith("Uds") ? "ustedes" : "usted");
        rule("\\bp\\.\\s?ej\\.,?", "por ejemplo,");
        rule("\\betc\\.(?=\\s+\\p{Lu}|\\s*$)", "etcétera.");
        rule("\\betc\\b\\.?", "etcétera");
        rule("\\bEE\\.\\s?UU\\.(?=\\s+\\p{Lu}|\\s*$)", "Estados Unidos.");
        rule("\\bEE\\.?\\s?UU\\b\\.?", "Estados Unidos");
        rule("\\baprox\\.", "aproximadamente");
        rule("\\bAvda?\\.(?=\\s)", "avenida");
        rule("\\bpágs?\\.(?=\\s)", m -> m.group().startsWith("págs") ? "páginas" : "página");
        rule("\\bTel\\.(?=:|\\s)", "Teléfono");
        rule("\\bc/u\\b", "cada uno");
        rule("\\s?M€", " millones de euros");
        rule("\\bvs\\b\\.?", "contra");
        rule("(?:\\b[Nn]\\.?\\s?[º°]\\s?|\\b[Nn]úm\\.\\s?|[#№])(?=\\d)", "número ");
        rule("\\bC\\+\\+", "C más más");
        rule("\\b([CF])#", m -> m.group(1) + " sharp");
    }

    private void identifiers() {
        rule(IDENTIFIER, Phrases.in(Language.SPANISH).say("identifier"));
        rule("(?<![\\p{L}\\d.,])\\+?\\d{2,3}(?:[ -]\\d{2,4}){2,4}(?![\\p{L}\\d])", m -> {
            long digits = m.group().chars().filter(Character::isDigit).count();
            return digits >= 9 ? spanish.phone(m.group()) : m.group();
        });
        rule("\\b(?:[Vv]ersión )?[vV]\\.?\\s?(\\d+(?:\\.\\d+){0,5})" + TO, m -> "versión " + spanish.parts(m.group(1)));
        rule(FROM + "(\\d+(?:\\.\\d{1,2}){2,5})" + TO, m -> spanish.parts(m.group(1)));
        rule(
                "(?<=[\\p{L}\\d_-])\\.(?=(?:com|org|net|io|dev|ai|app|edu|gov|co|es|mx|ar|js|ts|py|md|xml|json|java|txt|pdf|html|csv|zip|yml|yaml)\\b)",
                " punto ");
    }

    private void dates() {
        rule(
                FROM + ISO_DATE,
                m -> isDate(number(m, 1), number(m, 2), number(m, 3))
                        ? spanish.date(number(m, 3), number(m, 2), m.group(1))
                                + (m.group(4) == null ? "" : " a las " + spanish.clock(number(m, 4), number(m, 5), ""))
                        : m.group());
        rule(
                FROM + "(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})" + TO,
                m -> isDate(number(m, 3), number(m, 2), number(m, 1))
                        ? spanish.date(number(m, 1), number(m, 2), m.group(3))
                        : m.group());
        rule(FROM + "(\\d{1,2})(?:\\.?º)? de " + MONTH + "\\b", m -> spanish.day(number(m, 1)) + " de " + m.group(2));
    }

    private void times() {
        rule(
                "(?<![\\d:.,])(\\d{1,2}):(\\d{2})(?::\\d{2})?(?:\\s?(?:hrs?|hs|h|horas)\\b\\.?)?(?:\\s?([aApP])(?:\\.\\s?[mM]\\.|[mM]\\b))?(?![\\d:])",
                m -> number(m, 1) < 24 && number(m, 2) < 60
                        ? spanish.clock(number(m, 1), number(m, 2), group(m, 3))
                        : m.group());
        rule(
                FROM + "(\\d{1,2})\\s?([aApP])(?:\\.\\s?[mM]\\.|[mM]\\b)",
                m -> number(m, 1) <= 12 ? spanish.clock(number(m, 1), 0, m.group(2)) : m.group());
        rule(
                FROM + "(\\d+):(\\d+)" + TO,
                m -> spanish.words(m.group(1), SpanishWords.UNO) + " a " + spanish.words(m.group(2), SpanishWords.UNO));
    }

    private void quantities() {
        rule("(US\\$|[$€£¥])\\s?" + NUM + SCALE, m -> spanish.money(m.group(2), group(m, 3), m.group(1)));
        rule(
                FROM + NUM + SCALE + "\\s?([€£$]|USD\\b|EUR\\b|MXN\\b)",
                m -> spanish.money(m.group(1), group(m, 2), m.group(3)));
        rule(
                FROM + "(-?)" + NUM + "(?:" + DASH + NUM + ")?\\s?%",
                m -> SpanishWords.minus(m.group(1)) + spanish.range(m, 2, 3, SpanishWords.UNO) + " por ciento");
        rule(
                "(?<![\\p{L}\\d])(-?)" + NUM + "\\s?°(?:\\s?([CF](?!\\p{L})))?",
                m -> SpanishWords.minus(m.group(1))
                        + spanish.words(m.group(2), SpanishWords.UN)
                        + (Numerals.isOne(SpanishWords.plain(m.group(2))) ? " grado" : " grados")
                        + (m.group(3) == null ? "" : m.group(3).equals("C") ? " centígrados" : " Fahrenheit"));
        rule(FROM + NUM + "(?:" + DASH + NUM + ")? ?" + Unit.SYMBOLS + "(?![\\p{L}\\d²³/])", m -> {
            boolean one = m.group(2) == null && Numerals.isOne(SpanishWords.plain(m.group(1)));
            Unit unit = Unit.of(m.group(3));
            return spanish.range(m, 1, 2, unit.spanishFeminine() ? SpanishWords.UNA : SpanishWords.UN) + " "
                    + (one ? unit.spanishOne() : unit.spanishMany());
        });
    }

    private void numbers() {
        rule(FROM + "(\\d{1,4})\\.?(ºs?|ª|er|os?|as?)(?!\\p{L})", spanish::ordinal);
        rule(
                "(?<![\\p{L}\\d.,/])1/2(?=\\s(\\p{Ll}+))",
                m -> SpanishWords.agreeing(m.group(1)).equals(SpanishWords.UNA) ? "media" : "medio");
        rule("(?<![\\p{L}\\d.,/])(?:(\\d+) )?([123])/([234])" + TO + "(?!/)", spanish::fraction);
        rule("(?<=\\d)\\s?[x×]\\s?(?=\\d)|(?<=\\d)\\s*[*·]\\s*(?=-?\\d)", " por ");
        rule("(?<=\\d)\\s*÷\\s*(?=-?\\d)", " entre ");
        rule("(?<=\\d)\\s*\\+\\s*(?=-?\\d)", " más ");
        rule("(?<=\\d)\\s*-\\s*(?=\\d+(?:[.,\\d]*)\\s*=)", " menos ");
        rule("(?<=\\d)\\s*/\\s*(?=\\d+(?:[.,\\d]*)\\s*=)", " entre ");
        rule("(?<=[\\p{L}\\d])\\s*=\\s*(?=-?[\\p{L}\\d])", " igual a ");
        rule(
                FROM + NUM + "/" + NUM + TO,
                m -> spanish.words(m.group(1), SpanishWords.UNO) + " de "
                        + spanish.words(m.group(2), SpanishWords.UNO));
        rule("(?<=\\p{L})-(?=\\d)", " ");
        rule("[~≈]\\s?(?=\\d)", "aproximadamente ");
        rule("≥\\s?(?=\\d)", "al menos ");
        rule("≤\\s?(?=\\d)", "como máximo ");
        rule("(?<![-=<>])<\\s?(?=\\d)", "menos de ");
        rule("(?<![-=<>])>\\s?(?=\\d)", "más de ");
        rule(FROM + NUM + DASH + NUM + "(?=\\s(\\p{Ll}+))", m -> {
            String agreeing = SpanishWords.agreeing(m.group(3));
            return spanish.words(m.group(1), agreeing) + " a " + spanish.words(m.group(2), agreeing);
        });
        rule(
                FROM + NUM + DASH + NUM + TO,
                m -> spanish.words(m.group(1), SpanishWords.UNO) + " a " + spanish.words(m.group(2), SpanishWords.UNO));
        rule("(?<![\\p{L}\\d)])-" + NUM + TO, m -> "menos " + spanish.words(m.group(1), SpanishWords.UNO));
        rule(FROM + NUM + "\\+(?![\\p{L}\\d])", m -> "más de " + spanish.words(m.group(1), SpanishWords.UNO));
        rule(FROM + NUM + "(?=\\s(\\p{Ll}+))", m -> spanish.words(m.group(1), SpanishWords.agreeing(m.group(2))));
        rule(FROM + NUM + TO, m -> spanish.words(m.group(1), SpanishWords.UNO));
    }

    private void symbols() {
        rule("\\s*&\\s*", " y ");
        rule("(?<=\\p{L})\\s\\+\\s(?=\\p{L})", " más ");
        rule("\\by/o\\b", "y o");
        rule("(?<=\\p{Lu})\\+(?=\\p{Lu})", " más ");
        rule("\\s?/\\s?(?=(?:año|mes|semana|día|noche|hora|minuto|segundo|persona|usuario)\\b)", " por ");
        rule("(?<=\\p{Ll})/(?=[aeo]s?\\b)", " ");
        rule("(?<=\\p{Ll})/(?=\\p{Ll})", " o ");
        rule("(?<=[\\p{L}\\d])/(?=[\\p{L}\\d])", " ");
        rule("\\s?%", " por ciento");
        rule("\\s?°", " grados");
        rule("²", " al cuadrado");
        rule("³", " al cubo");
        rule("@", " ");
        // The phrases put in for channels and addresses begin with their article.
        rule("\\b([Aa]|[Dd]e) el\\b", m -> m.group(1) + "l");
    }
}
