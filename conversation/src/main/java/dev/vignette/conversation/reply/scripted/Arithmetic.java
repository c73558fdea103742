package dev.vignette.conversation.reply.scripted;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import dev.vignette.media.Language;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.ParsePosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers "what is 12*7", "cuánto es 3 más 4", "十二加三等于多少": the four operations on decimal numbers in digits or
 * words, with brackets, exactly to ten digits. Nothing is evaluated but this grammar.
 */
final class Arithmetic {
    /** @param value empty for a division by zero */
    record Result(String expression, Optional<BigDecimal> value) {}

    private static final int LONGEST = 120;
    private static final MathContext TEN_DIGITS = new MathContext(10);
    private static final Pattern QUESTION = Pattern.compile(
            "^(?:(?:please|por favor|请问?|hey|so|and|y)[ ,，]*)?(?:what(?:'s| is|s)|how much is|calculate|compute|"
                    + "(?:and )?cu[aá]nto (?:es|son|da|hace)|cu[aá]l es|calcula|qu[eé] es|计算一?下?|算一?下|等于)?\\s*"
                    + "|\\s*(?:=|equals|is|es igual a|igual a|等于|是)?\\s*(?:what|cu[aá]nto|多少|几|\\?|？|please|por favor)*[ .。!?？]*$");
    private static final Map<String, String> OPERATORS = new LinkedHashMap<>();

    static {
        for (String plus : new String[] {"plus", "added to", "más", "mas", "加上", "加"}) {
            OPERATORS.put(plus, "+");
        }
        for (String minus : new String[] {"minus", "menos", "减去", "减"}) {
            OPERATORS.put(minus, "-");
        }
        for (String times : new String[] {"multiplied by", "times", "multiplicado por", "por", "乘以", "乘", "×", "·"}) {
            OPERATORS.put(times, "*");
        }
        for (String over :
                new String[] {"divided by", "over", "dividido entre", "dividido por", "entre", "除以", "÷", ":"}) {
            OPERATORS.put(over, "/");
        }
    }

    private static final Pattern TOKEN = Pattern.compile("[-+*/()]|[^-+*/()]+");

    private final Language language;
    private final RuleBasedNumberFormat words;

    Arithmetic(Language language) {
        this.language = language;
        this.words = new RuleBasedNumberFormat(ULocale.forLanguageTag(language.code()), RuleBasedNumberFormat.SPELLOUT);
    }

    /** The result, or empty if {@code question} is not arithmetic from beginning to end. */
    Optional<Result> answer(String question) {
        if (question.length() > LONGEST) {
            return Optional.empty();
        }
        String text = QUESTION.matcher(question.strip().toLowerCase(Locale.ROOT).replaceAll("^[¿¡]", ""))
                .replaceAll("");
        text = text.replaceAll("(?<=\\d)\\s*x\\s*(?=\\d)", "*");
        for (Map.Entry<String, String> operator : OPERATORS.entrySet()) {
            boolean letters = operator.getKey().matches("[a-zá ]+");
            String word = Pattern.quote(operator.getKey());
            text = text.replaceAll(letters ? "(?<![\\p{L}])" + word + "(?![\\p{L}])" : word, operator.getValue());
        }
        Deque<String> tokens = new ArrayDeque<>();
        Matcher matcher = TOKEN.matcher(text);
        boolean operation = false;
        while (matcher.find()) {
            String token = matcher.group().strip();
            operation |= token.matches("[-+*/]") && !tokens.isEmpty();
            if (!token.isEmpty()) {
                tokens.add(token);
            }
        }
        if (!operation) {
            return Optional.empty();
        }
        try {
            BigDecimal value = sum(tokens);
            return tokens.isEmpty() ? Optional.of(new Result(text.strip(), Optional.of(value))) : Optional.empty();
        } catch (ArithmeticException e) {
            return Optional.of(new Result(text.strip(), Optional.empty()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private BigDecimal sum(Deque<String> tokens) {
        BigDecimal sum = product(tokens);
        while ("+".equals(tokens.peek()) || "-".equals(tokens.peek())) {
            boolean plus = tokens.remove().equals("+");
            BigDecimal next = product(tokens);
            sum = plus ? sum.add(next) : sum.subtract(next);
        }
        return sum;
    }

    private BigDecimal product(Deque<String> tokens) {
        BigDecimal product = operand(tokens);
        while ("*".equals(tokens.peek()) || "/".equals(tokens.peek())) {
            boolean times = tokens.remove().equals("*");
            BigDecimal next = operand(tokens);
            product = times ? product.multiply(next) : product.divide(next, TEN_DIGITS);
        }
        return product;
    }

    private BigDecimal operand(Deque<String> tokens) {
        String token = tokens.poll();
        if (token == null) {
            throw new IllegalArgumentException("An operand is missing.");
        }
        if (token.equals("-")) {
            return operand(tokens).negate();
        }
        if (token.equals("(")) {
            BigDecimal inner = sum(tokens);
            if (!")".equals(tokens.poll())) {
                throw new IllegalArgumentException("A bracket is not closed.");
            }
            return inner;
        }
        return number(token);
    }

    private BigDecimal number(String token) {
        String digits = language.equals(Language.SPANISH) ? token.replace(',', '.') : token.replace(",", "");
        if (digits.matches("\\d{1,15}(?:\\.\\d{1,10})?")) {
            return new BigDecimal(digits);
        }
        ParsePosition position = new ParsePosition(0);
        Number number;
        synchronized (words) {
            number = words.parse(token.replace('两', '二').replace('零', '〇'), position);
        }
        if (position.getIndex() != token.length() || token.isEmpty()) {
            throw new IllegalArgumentException("Not a number: " + token);
        }
        return new BigDecimal(number.toString());
    }
}
