package dev.vignette.bot.lending;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code voice_loans} and {@code voice_loan_codes}, the same for all nodes. */
final class LoanStore {
    private final JdbcClient sql;

    LoanStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Puts a code in the place of the account's earlier one, and forgets those that are good no more. */
    void put(Account account, LendingCode code, Instant now, Instant goodUntil) {
        sql.sql("delete from voice_loan_codes where good_until <= ? or (platform = ? and person_id = ?)")
                .params(time(now), account.platform().value(), account.person().value())
                .update();
        try {
            sql.sql("insert into voice_loan_codes (platform, person_id, code_sha256, good_until) values (?, ?, ?, ?)")
                    .params(account.platform().value(), account.person().value(), code.sha256(), time(goodUntil))
                    .update();
        } catch (DuplicateKeyException e) {
            // Asked for twice at the same moment: the other one's code is good, this one's is not. Asking again mends
            // it.
        }
    }

    /** Whose code it is, once: after that it is nobody's. */
    Optional<Account> take(LendingCode code, Instant now) {
        Optional<Account> account = sql.sql(
                        "select platform, person_id from voice_loan_codes where code_sha256 = ? and good_until > ?")
                .params(code.sha256(), time(now))
                .query((row, number) -> account(row))
                .optional();
        boolean ours = sql.sql("delete from voice_loan_codes where code_sha256 = ?")
                        .param(code.sha256())
                        .update()
                > 0;
        return ours ? account : Optional.empty();
    }

    /** Nothing happens if it is there already. */
    void add(Loan loan) {
        try {
            sql.sql("insert into voice_loans (platform, person_id, avatar, sample_sha256, lent_at)"
                            + " values (?, ?, ?, ?, ?)")
                    .params(
                            loan.account().platform().value(),
                            loan.account().person().value(),
                            loan.avatar(),
                            loan.sampleSha256(),
                            time(loan.since()))
                    .update();
        } catch (DuplicateKeyException e) {
            // It was lent before.
        }
    }

    List<Loan> to(Account account) {
        return sql.sql("select * from voice_loans where platform = ? and person_id = ? order by lent_at, avatar")
                .params(account.platform().value(), account.person().value())
                .query((row, number) -> loan(row))
                .list();
    }

    List<Loan> of(String avatar) {
        return sql.sql("select * from voice_loans where avatar = ? order by lent_at, platform, person_id")
                .param(avatar)
                .query((row, number) -> loan(row))
                .list();
    }

    /** @return false if it was not there */
    boolean remove(Loan loan) {
        return sql.sql("delete from voice_loans where platform = ? and person_id = ? and avatar = ?")
                        .params(
                                loan.account().platform().value(),
                                loan.account().person().value(),
                                loan.avatar())
                        .update()
                > 0;
    }

    private static Loan loan(ResultSet row) throws SQLException {
        return new Loan(
                row.getString("avatar"),
                row.getString("sample_sha256"),
                account(row),
                row.getObject("lent_at", OffsetDateTime.class).toInstant());
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(new PlatformName(row.getString("platform")), new PersonId(row.getString("person_id")));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
