package dev.vignette.bot.lending;

import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.consent.Lending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How a voice that somebody has brought on the page comes to speak for them in chats: the person asks the bot for a code in their own
 * account, and enters it on the page where they brought the voice. So it is the owner who lends, and the account is the one that asked.
 * Each loan, and each end of one, is in the record of consent before it holds. Safe to use from any thread and any node; throws
 * {@link org.springframework.dao.DataAccessException} if the database is out of reach.
 */
public final class VoiceLending {
    /**
     * @param text to be typed on the page; case and dash do not matter
     * @param goodFor how long, unless another is asked for
     */
    public record Code(String text, Duration goodFor) {
        @Override
        public String toString() {
            return "Code[hidden]";
        }
    }

    private final LoanStore store;
    private final ConsentLedger consent;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * @param sql on the service's database
     * @param random must be cryptographically strong
     */
    public VoiceLending(JdbcClient sql, ConsentLedger consent, InstantSource clock, RandomGenerator random) {
        this.store = new LoanStore(sql);
        this.consent = consent;
        this.clock = clock;
        this.random = random;
    }

    /** A new code for the account; an earlier one is good no more. */
    public Code code(Account account) {
        LendingCode code = LendingCode.random(random);
        Instant now = clock.instant();
        store.put(account, code, now, now.plus(LendingCode.GOOD_FOR));
        return new Code(code.text(), LendingCode.GOOD_FOR);
    }

    /**
     * Lends a voice to the account that {@code code} was given to; the code is used up.
     *
     * @param code as typed; hostile
     * @param by who agrees to what, for the record
     * @return what was lent; empty if there is no such code, or it is too old
     */
    public Optional<Loan> lend(String code, String avatar, String sampleSha256, Lending.By by) {
        return LendingCode.read(code)
                .flatMap(read -> store.take(read, clock.instant()))
                .map(account -> {
                    Loan loan = new Loan(avatar, sampleSha256, account, clock.instant());
                    consent.lent(new Lending(account.toString(), sampleSha256, by));
                    store.add(loan);
                    return loan;
                });
    }

    /** What was lent to the account, oldest first. */
    public List<Loan> to(Account account) {
        return store.to(account);
    }

    /** To whom the voice of an avatar was lent, oldest first. */
    public List<Loan> of(String avatar) {
        return store.of(avatar);
    }

    /**
     * Ends loans, whoever wants that.
     *
     * @param by for the record
     * @return how many there were
     */
    public int end(List<Loan> loans, Lending.By by) {
        int ended = 0;
        for (Loan loan : loans) {
            if (store.remove(loan)) {
                consent.returned(new Lending(loan.account().toString(), loan.sampleSha256(), by));
                ended++;
            }
        }
        return ended;
    }
}
