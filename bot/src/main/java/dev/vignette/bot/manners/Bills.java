package dev.vignette.bot.manners;

import dev.vignette.bot.chat.TurnId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code chat_bills}: whose films are still to be charged, across restarts and whichever node makes them. Each is
 * charged once.
 */
final class Bills {
    /** @param server besides the person; null for nobody */
    record Bill(TurnId turn, @Nullable ServerId server) {}

    private final JdbcClient sql;

    Bills(JdbcClient sql) {
        this.sql = sql;
    }

    /** A film may be made for the turn. */
    void open(Bill bill) {
        ServerId server = bill.server();
        sql.sql("insert into chat_bills (turn_id, server_id) select ?, ?"
                        + " where exists (select 1 from turns where id = ?)"
                        + " and not exists (select 1 from chat_bills where turn_id = ?)")
                .param(bill.turn().value())
                .param(server == null ? null : server.value())
                .params(bill.turn().value(), bill.turn().value())
                .update();
    }

    /** The bill of the turn, for the one who is to charge it; empty for all others. */
    List<Bill> take(TurnId turn) {
        List<Bill> bills = sql.sql("select server_id from chat_bills where turn_id = ?")
                .param(turn.value())
                .query((row, number) -> new Bill(
                        turn, row.getString("server_id") == null ? null : new ServerId(row.getString("server_id"))))
                .list();
        boolean ours = sql.sql("delete from chat_bills where turn_id = ?")
                        .param(turn.value())
                        .update()
                > 0;
        return ours ? bills : List.of();
    }
}
