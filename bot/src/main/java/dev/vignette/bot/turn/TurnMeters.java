package dev.vignette.bot.turn;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.PlatformName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.IntSupplier;

/** Counts and times turns under the names of {@link TurnMeter}. */
final class TurnMeters {
    private final MeterRegistry registry;

    TurnMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void line(IntSupplier length) {
        Gauge.builder(TurnMeter.LINE.meterName(), length::getAsInt)
                .description(TurnMeter.LINE.description())
                .register(registry);
    }

    void received(PlatformName platform, boolean duplicate) {
        count(duplicate ? TurnMeter.DUPLICATES : TurnMeter.RECEIVED, "platform", platform.value());
    }

    void task(TurnTask task, Duration time) {
        timer(TurnMeter.TASK, "task", task.taskName()).record(time);
    }

    void retried(TurnTask task, Reason reason) {
        count(TurnMeter.RETRIES, "task", task.taskName(), "reason", reason.code());
    }

    void revived(TurnTask task) {
        count(TurnMeter.REVIVED, "task", task.taskName());
    }

    void deliveryFailed(PlatformName platform, Delivery.Kind kind) {
        count(
                TurnMeter.DELIVERY_FAILURES,
                "platform",
                platform.value(),
                "kind",
                kind.name().toLowerCase(Locale.ROOT));
    }

    void textDelivered(Turn turn, Instant now) {
        timer(TurnMeter.TEXT, "platform", turn.platform().value())
                .record(Duration.between(turn.moments().received(), now));
    }

    void voiceDelivered(Turn turn, Instant now) {
        timer(TurnMeter.VOICE, "platform", turn.platform().value())
                .record(Duration.between(turn.moments().received(), now));
    }

    void clipDelivered(Turn turn, Instant now) {
        boolean cached = turn.film() != null && turn.film().cached();
        timer(TurnMeter.CLIP, "platform", turn.platform().value(), "cached", String.valueOf(cached))
                .record(Duration.between(turn.moments().received(), now));
    }

    void ended(TurnState state, String reason) {
        count(TurnMeter.ENDED, "state", state.name().toLowerCase(Locale.ROOT), "reason", reason);
    }

    private void count(TurnMeter meter, String... tags) {
        Counter.builder(meter.meterName())
                .description(meter.description())
                .tags(tags)
                .register(registry)
                .increment();
    }

    private Timer timer(TurnMeter meter, String... tags) {
        return Timer.builder(meter.meterName())
                .description(meter.description())
                .tags(tags)
                .register(registry);
    }
}
