package dev.vignette.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people see when all goes well. */
class TelegramConversationTest {
    private static final long ANN = 42;
    private static final long GROUP = -100;

    private final BotUnderTest it = BotUnderTest.direct();

    @AfterEach
    void close() {
        it.close();
    }

    @Test
    void textIsAnsweredByTextThatTalksWhenAsked() {
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.texts(ANN)).hasSize(2).last().isEqualTo("Re: Hi");
        assertThat(it.texts(ANN).getFirst()).contains("I am an AI");
        FakeChats.Posted answer = it.telegram.chats.last(ANN);
        assertThat(answer.replyTo()).isEqualTo(100);

        it.people.press(ANN, answer, "Make it talk");
        it.settle();
        FakeTelegram.Call note = it.telegram.last("sendVideoNote");
        assertThat(note.files()).hasSize(1);
        assertThat(note.get("length")).isEqualTo("512");
        assertThat(note.get("duration")).isEqualTo("1");
        assertThat(it.telegram.chats.last(ANN).kind()).isEqualTo("note");
        assertThat(it.telegram.chats.last(ANN).buttons().keySet()).anyMatch(label -> label.contains("Made by AI"));
        assertThat(it.telegram.count("answerCallbackQuery")).isEqualTo(1);
        assertThat(it.telegram.calls.stream()
                        .filter(call -> call.method().equals("sendchataction"))
                        .map(call -> call.get("action")))
                .contains("typing", "upload_video_note");
    }

    @Test
    void inGroupsOnlyMentionsAndRepliesAreAnswered() {
        it.people.message(GROUP, ANN, "Hi all", Map.of());
        it.people.message(GROUP, ANN, "@other_bot Hi", Map.of());
        it.settle();
        assertThat(it.texts(GROUP)).isEmpty();
        it.people.message(GROUP, ANN, "@Vignette_bot what time is it?", Map.of());
        it.settle();
        assertThat(it.texts(GROUP)).contains("Re: what time is it?");
        FakeChats.Posted answer = it.telegram.chats.last(GROUP);
        it.people.message(
                GROUP,
                43,
                "And now?",
                Map.of(
                        "reply_to_message",
                        Map.of(
                                "message_id", answer.id(),
                                "date", 1,
                                "chat", Map.of("id", GROUP, "type", "supergroup"),
                                "from", People.user(FakeTelegram.BOT))));
        it.settle();
        assertThat(it.texts(GROUP)).contains("Re: And now?");
    }

    @Test
    void answersStayInTheirTopic() {
        it.people.message(GROUP, ANN, "@vignette_bot Hi", Map.of("message_thread_id", 7, "is_topic_message", true));
        it.settle();
        assertThat(it.telegram.chats.in(GROUP))
                .allMatch(message -> Integer.valueOf(7).equals(message.thread()));
    }

    @Test
    void otherBotsAreNotAnswered() {
        it.people.message(GROUP, 999, "@vignette_bot Hi", Map.of());
        it.settle();
        assertThat(it.texts(GROUP)).isEmpty();
    }

    @Test
    void aBurstIsAnsweredOnce() {
        it.people.say(ANN, "Where");
        it.people.say(ANN, "is it?");
        it.settle();
        assertThat(it.texts(ANN)).hasSize(2).last().isEqualTo("Re: Where\nis it?");
    }

    @Test
    void anEditChangesTheAnswerInPlace() {
        int question = it.people.say(ANN, "Hi");
        it.settle();
        int answer = it.telegram.chats.last(ANN).id();
        it.people.edit(ANN, ANN, question, "Hello", 20);
        it.settle();
        assertThat(it.telegram.chats.last(ANN).text()).isEqualTo("Re: Hello");
        assertThat(it.telegram.chats.last(ANN).id()).isEqualTo(answer);
        it.people.edit(ANN, ANN, question, "Hell", 10);
        it.people.edit(ANN, ANN, question, "Hello", 30);
        it.settle();
        assertThat(it.texts(ANN)).hasSize(2).last().isEqualTo("Re: Hello");
    }

    @Test
    void anEditTakesTheOldFilmAway() {
        it.people.say(ANN, "/answers film");
        int question = it.people.say(ANN, "Hi");
        it.settle();
        it.people.edit(ANN, ANN, question, "Hello", 20);
        it.settle();
        assertThat(it.texts(ANN)).contains("Re: Hello").doesNotContain("Re: Hi");
        assertThat(it.kinds(ANN).stream().filter("note"::equals)).hasSize(1);
    }

    @Test
    void theVoiceIsChosenByAButtonApartFromTheFace() {
        it.people.say(ANN, "/voice");
        it.settle();
        assertThat(it.telegram.chats.last(ANN).buttons().keySet())
                .containsExactly(
                        "Ada", "Lin", "Ann's", "The face's own", "A voice I have brought …", "Give lent voices back");
        it.people.press(ANN, it.telegram.chats.last(ANN), "Lin");
        it.settle();
        it.people.say(ANN, "/say Hello");
        it.settle();
        assertThat(it.node.films.requests.getLast().speaker()).isEqualTo("lin");
        it.people.say(ANN, "/voice default");
        it.people.say(ANN, "/say Goodbye");
        it.settle();
        assertThat(it.node.films.requests.getLast().speaker()).isNull();
    }

    @Test
    void whoeverWasBroughtWhileTheServiceRunsIsOffered() {
        it.people.say(ANN, "/avatar");
        it.settle();
        assertThat(it.telegram.chats.last(ANN).buttons()).doesNotContainKey("Grandma");
        it.faces.join("own-abc", "Grandma");
        it.people.say(ANN, "/avatar");
        it.settle();
        it.people.press(ANN, it.telegram.chats.last(ANN), "Grandma");
        it.people.say(ANN, "/say Hello");
        it.settle();
        assertThat(it.node.films.requests.getLast().avatar()).isEqualTo("own-abc");
    }

    @Test
    void aCodeToLinkAVoiceStandsInTheChatAndNotInAToast() {
        it.people.say(ANN, "/language zh");
        it.people.say(ANN, "/voice");
        it.settle();
        it.people.press(ANN, it.telegram.chats.last(ANN), "我带来的声音……");
        it.settle();
        assertThat(it.texts(ANN)).last().asString().contains("TEST-C2DE");
    }

    @Test
    void theDeleteButtonTakesAllOfItBack() {
        it.people.say(ANN, "/answers film");
        it.people.say(ANN, "Hi");
        it.settle();
        it.people.press(ANN, it.telegram.chats.last(ANN), "Delete");
        it.settle();
        assertThat(it.texts(ANN)).doesNotContain("Re: Hi");
        assertThat(it.kinds(ANN)).doesNotContain("note");
    }

    @Test
    void menusAreInEveryLanguage() {
        it.settle();
        assertThat(it.telegram.calls.stream()
                        .filter(call -> call.method().equals("setmycommands"))
                        .map(call -> call.get("language_code") + "/"
                                + call.get("scope").replaceAll(".*\"type\":\"(\\w+)\".*", "$1")))
                .containsExactlyInAnyOrder(
                        "en/default",
                        "en/all_group_chats",
                        "en/all_chat_administrators",
                        "es/default",
                        "es/all_group_chats",
                        "es/all_chat_administrators",
                        "zh/default",
                        "zh/all_group_chats",
                        "zh/all_chat_administrators",
                        "/default",
                        "/all_group_chats",
                        "/all_chat_administrators");
    }

    @Test
    void commandsAnswerAndOfferChoices() {
        it.people.say(ANN, "/start");
        it.people.say(ANN, "/avatar");
        it.settle();
        assertThat(it.texts(ANN).getFirst()).contains("I am an AI");
        String query = it.people.press(ANN, it.telegram.chats.last(ANN), "Lin");
        it.settle();
        it.settle();
        assertThat(it.telegram.chats.toasts.get(query)).contains("Lin answers here");
        it.people.say(ANN, "Hi");
        it.settle();
        it.people.press(ANN, it.telegram.chats.last(ANN), "Make it talk");
        it.settle();
        assertThat(it.node.films.requests.getLast().avatar()).isEqualTo("lin");
    }

    @Test
    void inGroupsForeignAndUnknownCommandsAreLeftAlone() {
        it.people.message(GROUP, ANN, "/help@other_bot", Map.of());
        it.people.message(GROUP, ANN, "/dance", Map.of());
        it.settle();
        assertThat(it.texts(GROUP)).isEmpty();
        it.people.message(GROUP, ANN, "/quiet@vignette_bot", Map.of());
        it.people.message(GROUP, 1, "/quiet@vignette_bot", Map.of());
        it.settle();
        assertThat(it.texts(GROUP))
                .satisfiesExactly(
                        text -> assertThat(text).startsWith("Only those who run this chat"),
                        text -> assertThat(text).startsWith("I keep quiet here"));
    }

    @Test
    void sayingSpeaksTheTextItself() {
        it.people.say(ANN, "/say Happy birthday!");
        it.settle();
        assertThat(it.texts(ANN)).contains("Happy birthday!");
        assertThat(it.kinds(ANN)).endsWith("note");
    }

    @Test
    void whatCannotBeAnsweredIsToldOnce() {
        it.people.send(ANN, ANN, "location", Map.of("latitude", 1.0, "longitude", 2.0));
        it.people.send(ANN, ANN, "voice", People.voice("big", 21_000_000, 2));
        it.node.pass(Duration.ofMinutes(1));
        it.settle();
        assertThat(it.texts(ANN)).singleElement().asString().startsWith("I can read text and hear voice notes");
        it.node.pass(Duration.ofMinutes(1));
        it.people.send(ANN, ANN, "voice", People.voice("long", 5, 121));
        it.settle();
        assertThat(it.texts(ANN)).last().asString().startsWith("That voice note is too large");
    }

    @Test
    void aLongWaitIsToldAndCanBeEnded() {
        it.people.say(ANN, "/answers film");
        it.people.say(ANN, "Hi");
        it.poll();
        it.node.chat();
        it.node.pass(Duration.ofSeconds(5));
        it.board.tick();
        FakeChats.Posted status = it.telegram.chats.last(ANN);
        assertThat(status.text()).isEqualTo("The film is number 1 in line …");
        assertThat(it.telegram.last("sendChatAction").get("action")).isEqualTo("record_video_note");
        it.people.press(ANN, status, "Cancel");
        it.settle();
        assertThat(it.telegram.chats.posted).doesNotContain(status);
        assertThat(it.kinds(ANN)).doesNotContain("note");
    }
}
