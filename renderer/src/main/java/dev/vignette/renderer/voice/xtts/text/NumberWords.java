package dev.vignette.renderer.voice.xtts.text;

/** Numbers in the words of one language, as the num2words library says them, by which the model's texts were made. */
interface NumberWords {
    /** Numbers of more digits are read digit by digit. */
    int MOST_DIGITS = 15;

    /** A whole number below 10¹⁵. */
    String cardinal(long value);

    String ordinal(long value);

    /** Word for the point of a decimal number. */
    String point();

    /**
     * An amount of money, its small coins left out where there are none.
     *
     * @param symbol {@code $}, {@code €} or {@code £}
     */
    String money(char symbol, long whole, int hundredths);

    /** A whole number as it is written, of any length. */
    default String digits(String written) {
        if (written.length() <= MOST_DIGITS) {
            return cardinal(Long.parseLong(written));
        }
        return eachDigit(written);
    }

    /** A decimal number: what is behind the point digit by digit, without zeros at the end. */
    default String decimal(String whole, String fraction) {
        String short_ = fraction.replaceFirst("0+$", "");
        return digits(whole) + " " + point() + " " + (short_.isEmpty() ? cardinal(0) : eachDigit(short_));
    }

    private String eachDigit(String written) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            words.append(i == 0 ? "" : " ").append(cardinal(Character.digit(written.charAt(i), 10)));
        }
        return words.toString();
    }
}
