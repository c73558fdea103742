package dev.vignette.bot.telegram;

import static java.util.stream.Collectors.groupingBy;

import dev.vignette.bot.load.Crowd;
import dev.vignette.bot.load.Stopwatch;
import dev.vignette.bot.load.Tally;
import dev.vignette.bot.telegram.FakeChats.Posted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Half of what is written is said in direct chats, half by mentions in a group; films are asked for by {@code /say}. An update is
 * acknowledged when the bot asks for later ones.
 */
public final class TelegramCrowd implements Crowd {
    private static final long GROUP = -100;
    private static final long FIRST_PERSON = 5_000_000;

    private final FakeTelegram telegram = new FakeTelegram();
    private final People people = new People(telegram);
    private final Stopwatch stopwatch = new Stopwatch();
    private final List<Integer> written = new ArrayList<>();
    private final List<Integer> said = new ArrayList<>();

    public TelegramCrowd() {
        telegram.updates.witness = stopwatch;
        for (int i = 0; i < PEOPLE; i++) {
            telegram.chats.known.add(FIRST_PERSON + i);
        }
    }

    @Override
    public String platform() {
        return "Telegram";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "VIGNETTE_TELEGRAM_TOKEN",
                FakeTelegram.TOKEN,
                "VIGNETTE_TELEGRAM_API",
                telegram.base().toString());
    }

    @Override
    public List<String> secrets() {
        return List.of(FakeTelegram.TOKEN);
    }

    @Override
    public boolean connected() {
        return telegram.count("getupdates") > 0;
    }

    @Override
    public void write(int number) {
        telegram.calls.clear();
        long person = FIRST_PERSON + number % PEOPLE;
        written.add(
                number % 2 == 0
                        ? people.say(person, "Hello, this is " + number)
                        : people.message(GROUP, person, "@vignette_bot hello, this is " + number, Map.of()));
    }

    @Override
    public void say(int number, String text) {
        said.add(people.say(FIRST_PERSON + number % PEOPLE, "/say " + text));
    }

    @Override
    public Stopwatch stopwatch() {
        return stopwatch;
    }

    @Override
    public Tally tally() {
        Map<Integer, List<Posted>> answers = telegram.chats.all().stream()
                .filter(post -> post.replyTo() != null)
                .collect(groupingBy(post -> Objects.requireNonNull(post.replyTo())));
        int texts = 0;
        int films = 0;
        int sentences = 0;
        int doubled = 0;
        for (List<Integer> questions : List.of(written, said)) {
            for (int question : questions) {
                List<Posted> posts = answers.getOrDefault(question, List.of());
                int text = (int) posts.stream().filter(TelegramCrowd::answers).count();
                int film = (int) posts.stream()
                        .filter(post -> !post.kind().equals("text"))
                        .count();
                texts += Math.min(text, 1);
                films += Math.min(film, 1);
                doubled += Math.max(0, text - 1) + Math.max(0, film - 1);
                sentences += (int) posts.stream()
                        .filter(post ->
                                post.kind().equals("text") && post.buttons().isEmpty())
                        .count();
            }
        }
        return new Tally(written.size() + said.size(), texts, said.size(), films, sentences, doubled);
    }

    private static boolean answers(Posted post) {
        return post.kind().equals("text")
                && post.buttons().values().stream().anyMatch(data -> data.startsWith("turn:again"));
    }

    @Override
    public void close() {
        telegram.close();
    }
}
