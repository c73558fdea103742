package dev.vignette.bot.manners;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bucket4j's buckets in the table {@code chat_buckets}, the same for all nodes. A bucket is changed by comparing and swapping,
 * which H2 and PostgreSQL do alike; Bucket4j's own JDBC parts do not know H2. Safe to use from any thread.
 */
final class StoredBuckets extends AbstractCompareAndSwapBasedProxyManager<String> {
    private final JdbcClient sql;
    private final TimeMeter time;

    StoredBuckets(JdbcClient sql, TimeMeter time) {
        super(ClientSideConfig.getDefault().withClientClock(time));
        this.sql = sql;
        this.time = time;
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(String id) {
        return new CompareAndSwapOperation() {
            @Override
            public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
                return sql.sql("select state from chat_buckets where id = ?")
                        .param(id)
                        .query(byte[].class)
                        .optional();
            }

            @Override
            public boolean compareAndSwap(
                    byte @Nullable [] before, byte[] after, RemoteBucketState state, Optional<Long> timeoutNanos) {
                return before == null ? insert(id, after) : update(id, before, after);
            }
        };
    }

    private boolean insert(String id, byte[] state) {
        try {
            return sql.sql("insert into chat_buckets (id, state, written_at) select ?, cast(? as bytea), ?"
                                    + " where not exists (select 1 from chat_buckets where id = ?)")
                            .params(id, state, now(), id)
                            .update()
                    > 0;
        } catch (DuplicateKeyException e) {
            // Another thread or node was first; Bucket4j looks again.
            return false;
        }
    }

    private boolean update(String id, byte[] before, byte[] after) {
        return sql.sql("update chat_buckets set state = ?, written_at = ? where id = ? and state = ?")
                        .params(after, now(), id, before)
                        .update()
                > 0;
    }

    /** Forgets buckets that nobody has used for {@code time}. */
    void removeUnused(Duration time) {
        sql.sql("delete from chat_buckets where written_at < ?")
                .param(now().minus(time))
                .update();
    }

    private OffsetDateTime now() {
        return Instant.EPOCH
                .plusNanos(time.currentTimeNanos())
                .truncatedTo(ChronoUnit.MICROS)
                .atOffset(ZoneOffset.UTC);
    }

    @Override
    public void removeProxy(String id) {
        sql.sql("delete from chat_buckets where id = ?").param(id).update();
    }

    @Override
    public boolean isAsyncModeSupported() {
        return false;
    }

    @Override
    public boolean isExpireAfterWriteSupported() {
        return false;
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String id) {
        throw new UnsupportedOperationException("JDBC blocks.");
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String id) {
        throw new UnsupportedOperationException("JDBC blocks.");
    }
}
