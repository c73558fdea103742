package dev.vignette.bot.manners;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.turn.FakePlatform;
import dev.vignette.bot.turn.Heard;
import dev.vignette.bot.turn.ManualNode;
import dev.vignette.bot.turn.TestDatabase;
import dev.vignette.bot.turn.TurnState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class FrontDeskTest {
    private static final ConversationId GROUP = new ConversationId("group");
    private static final Faces FACES = new Faces(List.of(new Faces.Face("ada", "Ada"), new Faces.Face("lin", "Lin")));

    private final HikariDataSource database = TestDatabase.inMemory();
    private final ManualNode node = new ManualNode(database, List.of());
    /** Before the first use of {@link #desk()}: whoever hears first of a film charges it by its own settings. */
    private MannersSettings settings = settings(Set.of(), 3, Duration.ofSeconds(1));

    private @Nullable FrontDesk desk;
    private int events;

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void everythingInADirectChatIsAnswered() {
        assertThat(receive(direct("ann"), "Hi", false)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void inAGroupOnlyWhatIsAddressedIsAnswered() {
        assertThat(receive(member("ann", false), "Hi all", false)).isInstanceOf(Verdict.Ignored.class);
        assertThat(receive(member("ann", false), "Hi bot", true)).isInstanceOf(Verdict.Accepted.class);
        run(member("boss", true), "free", "on");
        assertThat(receive(member("ann", false), "Hi all", false)).isInstanceOf(Verdict.Accepted.class);
        run(member("boss", true), "quiet", "");
        assertThat(receive(member("ann", false), "Hi bot", true)).isInstanceOf(Verdict.Ignored.class);
    }

    @Test
    void otherBotsAreNotAnswered() {
        var message = new IncomingMessage(
                direct("robot"), true, true, new EventId("e"), 0, new MessageContent.Text("Hi"), node.clock.now());
        assertThat(desk().receive(message)).isInstanceOf(Verdict.Ignored.class);
    }

    @Test
    void theFirstAnswerSaysThatThisIsAnAi() {
        var first = (Verdict.Accepted) receive(direct("ann"), "Hi", false);
        assertThat(first.greeting()).contains("I am an AI");
        assertThat(((Verdict.Accepted) receive(direct("ann"), "Ho", false)).greeting())
                .isNull();
    }

    @Test
    void textIsAnsweredByTextAndVoiceByFilm() {
        node.hearing = (note, language) -> new Heard("Hi", "en");
        assertThat(form(receive(direct("ann"), "Hi", false))).isEqualTo(AnswerForm.TEXT);
        assertThat(form(receiveNote(direct("ann")))).isEqualTo(AnswerForm.FILM);
        run(direct("ann"), "voice", "film");
        assertThat(form(receive(direct("ann"), "Hi", false))).isEqualTo(AnswerForm.FILM);
    }

    @Test
    void apersonsChoiceGoesBeforeTheChats() {
        run(member("boss", true), "chatvoice", "film");
        assertThat(form(receive(member("ann", false), "Hi", true))).isEqualTo(AnswerForm.FILM);
        run(member("ann", false), "voice", "text");
        assertThat(form(receive(member("ann", false), "Hi", true))).isEqualTo(AnswerForm.TEXT);
    }

    @Test
    void whoAsksTooMuchIsToldWhenItWorksAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(receive(direct("ann"), "Hi", false)).isInstanceOf(Verdict.Accepted.class);
            node.runAll();
        }
        assertThat(receive(direct("ann"), "Hi", false))
                .asInstanceOf(type(Verdict.Refused.class))
                .extracting(Verdict.Refused::sentence)
                .isEqualTo("You have asked a great deal. I can answer again in 20 minutes.");
        assertThat(receive(direct("ann"), "Hi", false)).as("once").isInstanceOf(Verdict.Ignored.class);
        assertThat(receive(direct("bob"), "Hi", false)).isInstanceOf(Verdict.Accepted.class);
        node.pass(Duration.ofMinutes(20));
        assertThat(receive(direct("ann"), "Hi", false)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void theSameMessageAgainCostsNothing() {
        for (int i = 0; i < 9; i++) {
            assertThat(receive(direct("ann"), new EventId("same"), "Hi")).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void whenTheBudgetForFilmsIsSpentTheAnswerIsWritten() {
        settings = settings(Set.of(), 0, Duration.ofMillis(10));
        run(direct("ann"), "voice", "film");
        // Each film of the double takes 12 ms of engine time.
        receive(direct("ann"), "Hi", false);
        node.runAll();
        var next = receive(direct("ann"), "Ho", false);
        assertThat(form(next)).isEqualTo(AnswerForm.TEXT);
        node.runAll();
        assertThat(press(direct("ann"), TurnAction.TALK, turn(next)).text())
                .startsWith("The time for making films is used up for now. I can make films again in ");
        node.pass(Duration.ofDays(1));
        assertThat(press(direct("ann"), TurnAction.TALK, turn(next)).turn()).isEqualTo(turn(next));
    }

    @Test
    void whatWasAskedIsRememberedAcrossRestarts() {
        for (int i = 0; i < 3; i++) {
            receive(direct("ann"), "Hi", false);
            node.runAll();
        }
        desk = newDesk();
        assertThat(receive(direct("ann"), "Hi", false)).isInstanceOf(Verdict.Refused.class);
        node.pass(Duration.ofDays(4));
        receive(direct("bob"), "Hi", false);
        assertThat(buckets()).as("those that are full again are forgotten").isEqualTo(1);
    }

    @Test
    void aFilmIsChargedOnceToPersonAndServerWhoeverHearsOfIt() {
        var budgets = settings(Set.of(), 0, Duration.ofSeconds(1), Duration.ofMillis(10));
        settings = budgets;
        // Another node hears of the same films.
        newDesk();
        run(member("ann", false), "voice", "film");
        run(member("bob", false), "voice", "film");
        receive(member("ann", false), "Hi", true);
        node.runAll();
        // Each film of the double takes 12 ms of engine time.
        var quotas = new Quotas(budgets, JdbcClient.create(database), () -> node.clock.now());
        assertThat(quotas.renderLeft(direct("ann"))).isEqualTo(Duration.ofMillis(988));
        assertThat(form(receive(member("bob", false), "Hi", true)))
                .as("the server has spent its budget")
                .isEqualTo(AnswerForm.TEXT);
        assertThat(form(receive(direct("bob"), "Hi", false))).isEqualTo(AnswerForm.FILM);
    }

    private int buckets() {
        return JdbcClient.create(database)
                .sql("select count(*) from chat_buckets")
                .query(Integer.class)
                .single();
    }

    @Test
    void onlyThoseOnTheListAreLetIn() {
        settings = settings(Set.of("fake:ann", "fake:group"), 0, Duration.ZERO);
        assertThat(receive(direct("ann"), "Hi", false)).isInstanceOf(Verdict.Accepted.class);
        assertThat(receive(member("bob", false), "Hi", true)).isInstanceOf(Verdict.Accepted.class);
        assertThat(receive(direct("bob"), "Hi", false)).isInstanceOf(Verdict.Refused.class);
        assertThat(run(direct("bob"), "help", "").text()).startsWith("I am private");
    }

    @Test
    void adminCommandsAreForAdmins() {
        assertThat(run(member("ann", false), "quiet", "").text()).startsWith("Only those who run this chat");
        assertThat(run(member("ann", false), "avatar", "lin").text()).startsWith("Only those who run this chat");
        assertThat(run(member("boss", true), "avatar", "Lin").text()).contains("Lin answers here");
        assertThat(run(direct("ann"), "avatar", "lin").text()).contains("Lin answers here");
    }

    @Test
    void choicesAreButtonsThatRunTheCommand() {
        CommandAnswer asked = run(direct("ann"), "avatar", "");
        assertThat(asked.choices()).extracting(Choice::label).containsExactly("Ada", "Lin");
        CommandAnswer chosen =
                desk().press(direct("ann"), next(), asked.choices().getLast().data());
        assertThat(chosen.text()).contains("Lin answers here");
    }

    @Test
    void onlyWhoAskedMayActOnTheAnswer() {
        TurnId turn = turn(receive(member("ann", false), "Hi", true));
        node.runAll();
        assertThat(press(member("bob", false), TurnAction.DELETE, turn).text()).startsWith("Only the person who asked");
        assertThat(press(direct("ann"), TurnAction.DELETE, turn).text())
                .as("another chat")
                .startsWith("That is too");
        assertThat(desk().press(direct("ann"), next(), "turn:delete:../etc").text())
                .startsWith("That is too long ago");
        assertThat(press(member("ann", false), TurnAction.TALK, turn).turn()).isEqualTo(turn);
        node.runAll();
        assertThat(node.turns.turn(turn).orElseThrow().state()).isEqualTo(TurnState.DELIVERED);
        assertThat(press(member("boss", true), TurnAction.DELETE, turn).text()).isEmpty();
        node.runAll();
        assertThat(node.platform().posted).isEmpty();
    }

    @Test
    void sayingIsNotAnswering() {
        TurnId turn =
                requireNonNull(run(direct("ann"), "say", "Happy birthday!").turn());
        node.runAll();
        assertThat(node.replies.requests).isEmpty();
        assertThat(node.films.requests.getFirst().spoken()).isEqualTo("Happy birthday!");
        assertThat(node.turns.turn(turn).orElseThrow().state()).isEqualTo(TurnState.DELIVERED);
        assertThat(run(direct("ann"), "say", "").text()).contains("/say Happy birthday");
    }

    @Test
    void anEditIsAnsweredOnlyIfItChangesWhatWasSaid() {
        EventId event = next();
        receive(direct("ann"), event, "Hi");
        node.runAll();
        assertThat(edit(event, "Hi", 1)).isInstanceOf(Verdict.Ignored.class);
        assertThat(edit(event, "Hello", 2)).isInstanceOf(Verdict.Accepted.class);
        assertThat(edit(new EventId("unseen"), "Hello", 2)).isInstanceOf(Verdict.Accepted.class);
        node.pass(Duration.ofMinutes(6));
        var old = new IncomingMessage(
                direct("ann"), false, true, new EventId("ancient"), 9, new MessageContent.Text("x"), ManualNode.START);
        assertThat(desk().receive(old)).isInstanceOf(Verdict.Ignored.class);
    }

    @Test
    void forgettingAsksOnceAndLeavesNothing() {
        receive(direct("ann"), "Secret", false);
        run(direct("ann"), "language", "es");
        node.runAll();
        CommandAnswer asked = run(direct("ann"), "forget", "");
        assertThat(node.platform().posted).isNotEmpty();
        desk().press(direct("ann"), next(), asked.choices().getFirst().data());
        node.runAll();
        assertThat(node.platform().posted).isEmpty();
        assertThat(JdbcClient.create(database)
                        .sql("select count(*) from turns where person_text is not null or reply_full is not null")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(desk().language(direct("ann"))).isEqualTo("en");
    }

    @Test
    void theBotSpeaksThePersonsLanguage() {
        Caller ana = new Caller(FakePlatform.NAME, GROUP, null, new PersonId("ana"), false, "es-MX");
        assertThat(run(ana, "about", "").text()).startsWith("Soy una IA");
        assertThat(run(ana, "language", "zh").text()).contains("中文");
        assertThat(run(ana, "about", "").text()).startsWith("我是人工智能").contains("Studio Ltd");
        assertThat(run(ana, "language", "klingonisch").choices()).hasSize(3);
    }

    @Test
    void whatRunsCanBeStopped() {
        receive(direct("ann"), "Hi", false);
        assertThat(run(direct("ann"), "cancel", "").text()).isEqualTo("Stopped.");
        assertThat(run(direct("ann"), "cancel", "").text()).isEqualTo("There is nothing to stop.");
    }

    private FrontDesk desk() {
        FrontDesk open = desk == null ? newDesk() : desk;
        desk = open;
        return open;
    }

    private FrontDesk newDesk() {
        return new FrontDesk(
                node.inbox(), node.turns, JdbcClient.create(database), FACES, settings, () -> node.clock.now());
    }

    private static MannersSettings settings(Set<String> allowed, int messages, Duration render) {
        return settings(allowed, messages, render, Duration.ZERO);
    }

    private static MannersSettings settings(Set<String> allowed, int messages, Duration render, Duration serverRender) {
        return new MannersSettings(
                AnswerForm.TEXT,
                Duration.ofMillis(1500),
                "Studio Ltd",
                allowed,
                Set.of(),
                Set.of(),
                20,
                messages,
                0,
                render,
                serverRender);
    }

    private static Caller direct(String person) {
        return new Caller(
                FakePlatform.NAME, new ConversationId("chat-of-" + person), null, new PersonId(person), false, null);
    }

    private static Caller member(String person, boolean admin) {
        return new Caller(FakePlatform.NAME, GROUP, new ServerId("group"), new PersonId(person), admin, null);
    }

    private Verdict receive(Caller caller, String text, boolean addressed) {
        node.pass(Duration.ofSeconds(2));
        return desk().receive(new IncomingMessage(
                caller,
                false,
                addressed || caller.direct(),
                next(),
                0,
                new MessageContent.Text(text),
                node.clock.now()));
    }

    private Verdict receive(Caller caller, EventId event, String text) {
        return desk().receive(new IncomingMessage(
                caller, false, true, event, 0, new MessageContent.Text(text), node.clock.now()));
    }

    private Verdict edit(EventId event, String text, long revision) {
        return desk().receive(new IncomingMessage(
                direct("ann"), false, true, event, revision, new MessageContent.Text(text), node.clock.now()));
    }

    private Verdict receiveNote(Caller caller) {
        return desk().receive(new IncomingMessage(
                caller,
                false,
                true,
                next(),
                0,
                new MessageContent.VoiceNote("audio/ogg", 3, ByteSource.of(new byte[3])),
                node.clock.now()));
    }

    private CommandAnswer run(Caller caller, String command, String arguments) {
        return desk().run(caller, next(), command, arguments);
    }

    private CommandAnswer press(Caller caller, TurnAction action, TurnId turn) {
        return desk().press(caller, next(), action.data(turn));
    }

    private @Nullable AnswerForm form(Verdict verdict) {
        return node.turns.turn(turn(verdict)).orElseThrow().form();
    }

    private static TurnId turn(Verdict verdict) {
        return ((Verdict.Accepted) verdict).turn();
    }

    private EventId next() {
        return new EventId("e" + events++);
    }
}
