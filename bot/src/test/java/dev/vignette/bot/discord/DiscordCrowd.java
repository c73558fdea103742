package dev.vignette.bot.discord;

import static java.util.stream.Collectors.groupingBy;

import dev.vignette.bot.load.Crowd;
import dev.vignette.bot.load.Stopwatch;
import dev.vignette.bot.load.Tally;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Half of what is written is said in direct messages, half by mentions on the server; films are asked for by {@code /say}. A
 * command is acknowledged by its response, a direct message by the sign that the bot is typing; a mention by nothing.
 */
public final class DiscordCrowd implements Crowd {
    private static final long FIRST_PERSON = 700_000_000_000_000_000L;
    private static final long FIRST_CHANNEL = 800_000_000_000_000_000L;

    private final FakeDiscord discord = new FakeDiscord(InstantSource.system());
    private final People people = new People(discord);
    private final Stopwatch stopwatch = new Stopwatch();
    private final List<DataObject> written = new ArrayList<>();
    /** How often each text was to be said. */
    private final Map<String, Integer> said = new HashMap<>();

    public DiscordCrowd() {
        discord.witness = stopwatch;
        for (int i = 0; i < PEOPLE; i++) {
            discord.channels.befriend(FIRST_PERSON + i, FIRST_CHANNEL + i);
        }
    }

    @Override
    public String platform() {
        return "Discord";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "VIGNETTE_DISCORD_TOKEN",
                FakeDiscord.TOKEN,
                "VIGNETTE_DISCORD_REST",
                discord.rest().toString());
    }

    @Override
    public List<String> secrets() {
        return List.of(FakeDiscord.TOKEN, "interaction-token-");
    }

    @Override
    public boolean connected() {
        return discord.gateway.connections() > 0
                && !discord.interactions.commands().isEmpty();
    }

    @Override
    public void write(int number) {
        discord.requests.clear();
        int person = number % PEOPLE;
        if (number % 2 == 0) {
            stopwatch.sent("typing " + (FIRST_CHANNEL + person));
            written.add(people.say(FIRST_CHANNEL + person, FIRST_PERSON + person, "Hello, this is " + number));
        } else {
            String mention = "<@" + FakeDiscord.APPLICATION + "> hello, this is " + number;
            written.add(people.say(Json.GENERAL, FIRST_PERSON + person, mention));
        }
    }

    @Override
    public void say(int number, String text) {
        said.merge(text, 1, Integer::sum);
        people.command(FIRST_PERSON + number % PEOPLE, "say", text);
    }

    @Override
    public Stopwatch stopwatch() {
        return stopwatch;
    }

    @Override
    public Tally tally() {
        List<DataObject> posts = Stream.concat(
                        Stream.of(Json.GENERAL),
                        Stream.iterate(FIRST_CHANNEL, id -> id + 1).limit(PEOPLE))
                .flatMap(channel -> discord.channels.answers(channel).stream())
                .toList();
        Map<String, List<DataObject>> answers = posts.stream()
                .filter(post -> !post.isNull("message_reference") && offers(post, "turn:again"))
                .collect(groupingBy(post -> post.getObject("message_reference").getString("message_id")));
        int texts = 0;
        int doubled = 0;
        for (DataObject question : written) {
            int count =
                    answers.getOrDefault(question.getString("id"), List.of()).size();
            texts += Math.min(count, 1);
            doubled += Math.max(0, count - 1);
        }
        // An answer that came too late for its command stands in the channel by itself.
        Map<String, List<DataObject>> spoken = posts.stream()
                .filter(post -> offers(post, "turn:again"))
                .collect(groupingBy(post -> post.getString("content").split("\n-# ", 2)[0]));
        int films = 0;
        for (var text : said.entrySet()) {
            List<DataObject> come = spoken.getOrDefault(text.getKey(), List.of());
            texts += Math.min(come.size(), text.getValue());
            doubled += Math.max(0, come.size() - text.getValue());
            for (DataObject post : come) {
                int count = post.getArray("attachments").length();
                films += Math.min(count, 1);
                doubled += Math.max(0, count - 1);
            }
        }
        int told = (int) posts.stream()
                .filter(post -> offers(post, "turn:again")
                        && post.getArray("attachments").isEmpty()
                        && post.getString("content").contains("\n-# "))
                .count();
        int wanted = said.values().stream().mapToInt(Integer::intValue).sum();
        return new Tally(written.size() + wanted, texts, wanted, films, told, doubled);
    }

    private static boolean offers(DataObject post, String button) {
        Predicate<DataObject> ours = each -> each.getString("custom_id", "").startsWith(button);
        return post.getArray("components").stream(DataArray::getObject)
                .flatMap(row -> row.getArray("components").stream(DataArray::getObject))
                .anyMatch(ours);
    }

    @Override
    public void close() {
        discord.close();
    }
}
