package dev.vignette.bot.doctor;

/**
 * What one look has shown.
 *
 * @param subject what was looked at
 * @param verdict how it is
 * @param detail what was found
 * @param advice what to do, or an empty text
 */
public record Finding(String subject, Verdict verdict, String detail, String advice) {

    /** How something is. */
    public enum Verdict {
        /** As it should be. */
        GOOD("✓"),
        /** Worth knowing; films are made all the same. */
        NOTE("!"),
        /** Films cannot be made until this is mended. */
        BAD("✗");

        private final String sign;

        Verdict(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    static Finding good(String subject, String detail) {
        return new Finding(subject, Verdict.GOOD, detail, "");
    }

    static Finding note(String subject, String detail, String advice) {
        return new Finding(subject, Verdict.NOTE, detail, advice);
    }

    static Finding bad(String subject, String detail, String advice) {
        return new Finding(subject, Verdict.BAD, detail, advice);
    }
}
