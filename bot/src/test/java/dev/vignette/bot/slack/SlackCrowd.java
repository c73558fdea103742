package dev.vignette.bot.slack;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.vignette.bot.load.Crowd;
import dev.vignette.bot.load.Stopwatch;
import dev.vignette.bot.load.Tally;
import dev.vignette.bot.slack.FakeWorkspace.Shown;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Half of what is written is said in direct messages, half by mentions in a channel; films are asked for by {@code /vignette say}.
 * Everything comes in envelopes, which the bot acknowledges.
 */
public final class SlackCrowd implements Crowd {
    private final FakeSlack slack = new FakeSlack(InstantSource.system());
    private final People people = new People(slack);
    private final Stopwatch stopwatch = new Stopwatch();
    /** Times of mentions. */
    private final List<String> threads = new ArrayList<>();
    /** How many messages were sent in each direct chat. */
    private final Map<String, Integer> direct = new HashMap<>();
    /** How often each text was to be said. */
    private final Map<String, Integer> said = new HashMap<>();

    public SlackCrowd() {
        slack.witness = stopwatch;
        for (int i = 0; i < PEOPLE; i++) {
            slack.workspace.joined.add(channel(i));
        }
    }

    private static String channel(int person) {
        return String.format(Locale.ROOT, "D%08d", 1_000 + person);
    }

    private static String user(int number) {
        return String.format(Locale.ROOT, "U%08d", 1_000 + number % PEOPLE);
    }

    @Override
    public String platform() {
        return "Slack";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "VIGNETTE_SLACK_BOT_TOKEN",
                FakeSlack.BOT_TOKEN,
                "VIGNETTE_SLACK_APP_TOKEN",
                FakeSlack.APP_TOKEN,
                "VIGNETTE_SLACK_API",
                slack.api().toString());
    }

    @Override
    public List<String> secrets() {
        return List.of(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN);
    }

    @Override
    public boolean connected() {
        return slack.sockets.connections() > 0;
    }

    @Override
    public void write(int number) {
        slack.calls.clear();
        slack.requests.clear();
        boolean alone = number % 2 == 0;
        String channel = alone ? channel(number % PEOPLE) : FakeWorkspace.GENERAL;
        String text = (alone ? "" : "<@" + FakeWorkspace.SELF + "> ") + "Hello, this is " + number;
        String ts = slack.workspace.add(channel, user(number), text);
        if (alone) {
            direct.merge(channel, 1, Integer::sum);
        } else {
            threads.add(ts);
        }
        people.event(people.message(alone ? "message" : "app_mention", channel, user(number), text, ts), null);
    }

    @Override
    public void say(int number, String text) {
        said.merge(text, 1, Integer::sum);
        people.command(user(number), FakeWorkspace.GENERAL, "say " + text);
    }

    @Override
    public Stopwatch stopwatch() {
        return stopwatch;
    }

    @Override
    public Tally tally() {
        List<Shown> channel = slack.workspace.answers(FakeWorkspace.GENERAL);
        Map<String, Long> inThreads =
                channel.stream().filter(SlackCrowd::answers).collect(groupingBy(Shown::thread, counting()));
        Map<String, Long> byText = channel.stream()
                .filter(post -> answers(post) && post.thread().isEmpty())
                .collect(groupingBy(Shown::text, counting()));
        Map<String, Long> films =
                channel.stream().filter(post -> !post.file().isEmpty()).collect(groupingBy(Shown::thread, counting()));
        var count = new Count();
        threads.forEach(thread -> count.add(1, inThreads.getOrDefault(thread, 0L)));
        direct.forEach((chat, asked) -> count.add(
                asked,
                slack.workspace.answers(chat).stream()
                        .filter(SlackCrowd::answers)
                        .count()));
        said.forEach((text, asked) -> count.add(asked, byText.getOrDefault(text, 0L)));
        int wanted = said.values().stream().mapToInt(Integer::intValue).sum();
        int doubledFilms =
                (int) films.values().stream().mapToLong(each -> each - 1).sum();
        int sentences = (int) channel.stream()
                .filter(post -> post.file().isEmpty() && !answers(post) && films.get(post.thread()) == null)
                .filter(post -> channel.stream().anyMatch(each -> each.ts().equals(post.thread())))
                .count();
        return new Tally(
                threads.size()
                        + direct.values().stream().mapToInt(Integer::intValue).sum()
                        + wanted,
                count.answered,
                wanted,
                films.size(),
                sentences,
                count.doubled + doubledFilms);
    }

    private static final class Count {
        int answered;
        int doubled;

        void add(int asked, long came) {
            answered += (int) Math.min(asked, came);
            doubled += (int) Math.max(0, came - asked);
        }
    }

    private static boolean answers(Shown post) {
        return post.blocks().toString().contains("turn:again");
    }

    @Override
    public void close() {
        slack.close();
    }
}
