package dev.vignette.bot.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.discord.DiscordCrowd;
import dev.vignette.bot.slack.SlackCrowd;
import dev.vignette.bot.telegram.TelegramCrowd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All three platforms at once in one process, with the embedded chain. Seven of ten messages are answered in writing, the others
 * with films: most of twelve sentences that come again and again, one in twenty of a sentence of its own. System properties:
 * {@code vignette.load.seconds} (600), {@code vignette.load.rate} (20 messages a second), {@code vignette.load.new} (every how
 * many messages a film of a new sentence is asked for), {@code vignette.load.warm-up} (30 s at a fifth of the rate before times
 * are taken), {@code vignette.load.rest} (at most so many seconds until everything is answered), {@code vignette.load.jvm}.
 */
@Tag("nightly")
class PlatformLoadTest {
    private static final int SECONDS = Integer.getInteger("vignette.load.seconds", 600);
    private static final int RATE = Integer.getInteger("vignette.load.rate", 20);
    /** Seconds at a fifth of the rate before times are taken; nothing may be lost in them either. */
    private static final int WARM_UP = Integer.getInteger("vignette.load.warm-up", 30);

    private static final int NEW = Integer.getInteger("vignette.load.new", 20);
    private static final Duration START = Duration.ofMinutes(5);
    /** How long what is in line may take when nobody asks any more. */
    private static final Duration REST = Duration.ofSeconds(Integer.getInteger("vignette.load.rest", 600));

    private static final List<String> SENTENCES = List.of(
            "Good morning, everybody.",
            "The kettle is on.",
            "See you at noon.",
            "That is a fine idea.",
            "Rain again tomorrow.",
            "Who wants cake?",
            "The meeting is cancelled.",
            "Happy birthday to you.",
            "I shall be late.",
            "Thank you very much.",
            "The train leaves at nine.",
            "Sleep well.");

    @Test
    void nothingIsLostOrDoubledAndAcknowledgementsAreQuick(@TempDir Path home) throws IOException {
        List<Crowd> crowds = List.of(new DiscordCrowd(), new TelegramCrowd(), new SlackCrowd());
        Map<String, String> environment = new HashMap<>();
        crowds.forEach(crowd -> environment.putAll(crowd.environment()));
        // Quotas are kept and looked at for each message, but nobody is refused: a refusal would look like a loss.
        environment.put("VIGNETTE_CHAT_PERSONMESSAGES", "100000");
        environment.put("VIGNETTE_CHAT_SERVERMESSAGES", "1000000");
        environment.put("VIGNETTE_CHAT_SERVERRENDER", "20h");
        environment.put("VIGNETTE_CHAT_OPENPERPERSON", "1000");
        try (var service = new ServiceUnderLoad(home, environment)) {
            wait("connected", START, service, () -> crowds.stream().allMatch(Crowd::connected));
            // After a start people come one by one.
            send(crowds, service, WARM_UP, Math.max(1, RATE / 5), 0);
            crowds.forEach(crowd -> crowd.stopwatch().reset());
            Duration processor = service.processorTime();
            double memory = send(crowds, service, SECONDS, RATE, WARM_UP * RATE);
            processor = service.processorTime().minus(processor);
            System.out.printf(
                    Locale.ROOT,
                    "%nThe service used %.2f processors while people wrote.%n",
                    processor.toMillis() / 1000.0 / SECONDS);
            var begun = System.nanoTime();
            Tally total = rest(crowds, service);
            report(crowds, service, memory, Duration.ofNanos(System.nanoTime() - begun));
            assertThat(total.missing()).as("lost").isZero();
            assertThat(total.doubled()).as("doubled").isZero();
            assertThat(crowds)
                    .allSatisfy(crowd -> assertThat(crowd.stopwatch().open())
                            .as("not acknowledged")
                            .isZero());
            for (Crowd crowd : crowds) {
                assertThat(service.log()).doesNotContain(crowd.secrets());
            }
        } finally {
            crowds.forEach(Crowd::close);
        }
    }

    /** Sends at the rate; yields the most memory seen. */
    private static double send(List<Crowd> crowds, ServiceUnderLoad service, int seconds, int rate, int first) {
        long begun = System.nanoTime();
        double memory = 0;
        for (int number = first; number < first + seconds * rate; number++) {
            long due = begun + (number - first) * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Crowd crowd = crowds.get(number % crowds.size());
            int turn = number / crowds.size();
            if (number % NEW == NEW - 1) {
                crowd.say(turn, "This is sentence number " + number + ".");
            } else if (number % 4 == 0) {
                crowd.say(turn, SENTENCES.get(turn % SENTENCES.size()));
            } else {
                crowd.write(turn);
            }
            if ((number - first) % (30 * rate) == 30 * rate - 1) {
                memory = Math.max(memory, service.memory());
                System.out.println(number + " sent; " + total(crowds) + "; films: " + service.queue());
            }
        }
        return memory;
    }

    private static Tally rest(List<Crowd> crowds, ServiceUnderLoad service) {
        try {
            wait("everything is answered", REST, service, () -> total(crowds).missing() == 0);
        } catch (AssertionError e) {
            System.out.println(e.getMessage());
        }
        return total(crowds);
    }

    private static Tally total(List<Crowd> crowds) {
        return crowds.stream().map(Crowd::tally).reduce(Tally.NOTHING, Tally::plus);
    }

    private static void wait(String what, Duration longest, ServiceUnderLoad service, BooleanSupplier condition) {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(service.running()).as("the service runs").isTrue();
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "Not within " + longest + ": " + what + ". The service says last:\n" + service.lastWords());
            }
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        }
    }

    private static void report(List<Crowd> crowds, ServiceUnderLoad service, double memory, Duration rest) {
        System.out.printf(
                Locale.ROOT,
                "%n%d messages a second for %d s%n%-10s%6s %8s %8s %8s %8s %6s %8s %8s %8s %8s %8s %8s%n",
                RATE,
                SECONDS,
                "ack [ms]",
                "n",
                "median",
                "p95",
                "p99",
                "max",
                "open",
                "asked",
                "texts",
                "wanted",
                "films",
                "told",
                "doubled");
        for (Crowd crowd : crowds) {
            Tally tally = crowd.tally();
            System.out.printf(
                    Locale.ROOT,
                    "%-10s%s %8d %8d %8d %8d %8d %8d  %s%n",
                    crowd.platform(),
                    crowd.stopwatch(),
                    tally.asked(),
                    tally.texts(),
                    tally.wanted(),
                    tally.films(),
                    tally.sentences(),
                    tally.doubled(),
                    crowd.stopwatch().percentile(0.99) <= 300 ? "met" : "MISSED p99 <= 300");
        }
        System.out.printf(
                Locale.ROOT,
                "lost %d, all answered %d s after the last message, memory at most %.0f MiB, queue: %s%n",
                total(crowds).missing(),
                rest.toSeconds(),
                Math.max(memory, service.memory()),
                service.queue());
    }
}
