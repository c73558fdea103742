package dev.vignette.bot.manners;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.turn.FakePlatform;
import dev.vignette.bot.turn.Heard;
import dev.vignette.bot.turn.ManualNode;
import dev.vignette.bot.turn.TurnState;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class FrontDeskTest extends DeskFixture {
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
        assertThat(form(receiveNote(direct("ann")))).isEqualTo(AnswerForm.VOICE_AND_FILM);
        run(direct("ann"), "answers", "film");
        assertThat(form(receive(direct("ann"), "Hi", false))).isEqualTo(AnswerForm.FILM);
    }

    @Test
    void apersonsChoiceGoesBeforeTheChats() {
        run(member("boss", true), "chatanswers", "film");
        assertThat(form(receive(member("ann", false), "Hi", true))).isEqualTo(AnswerForm.FILM);
        run(member("ann", false), "answers", "text");
        assertThat(form(receive(member("ann", false), "Hi", true))).isEqualTo(AnswerForm.TEXT);
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
        receiveNote(direct("ann"));
        node.runAll();
        assertThat(count("voice_note_pieces")).isEqualTo(1);
        CommandAnswer asked = run(direct("ann"), "forget", "");
        assertThat(node.platform().posted).isNotEmpty();
        desk().press(direct("ann"), next(), asked.choices().getFirst().data());
        node.runAll();
        assertThat(node.platform().posted).isEmpty();
        assertThat(count("turns where person_text is not null or heard_text is not null or reply_full is not null"))
                .isZero();
        assertThat(count("voice_note_pieces")).isZero();
        assertThat(desk().language(direct("ann"))).isEqualTo("en");
        assertThat(run(direct("ann"), "voice", "").choices())
                .as("the voice that was lent")
                .extracting(Choice::label)
                .doesNotContain("Ann's");
    }

    private int count(String rows) {
        return JdbcClient.create(database)
                .sql("select count(*) from " + rows)
                .query(Integer.class)
                .single();
    }

    @Test
    void whoeverIsBroughtWhileTheServiceRunsCanBeChosen() {
        var present = new TestFaces();
        faces = present;
        assertThat(run(direct("ann"), "avatar", "Grandma").text()).startsWith("Nobody here has that name");
        present.join("own-abc", "Grandma");
        assertThat(run(direct("ann"), "avatar", "").choices())
                .extracting(Choice::data)
                .containsExactly("run:avatar:ada", "run:avatar:lin", "run:avatar:own-abc");
        assertThat(run(direct("ann"), "avatar", "grandma").text()).contains("Grandma answers here");
        assertThat(node.turns
                        .turn(turn(receive(direct("ann"), "Hi", false)))
                        .orElseThrow()
                        .avatar())
                .isEqualTo("own-abc");
    }

    @Test
    void whoeverTypesIsShownOnlyWhatTheyMayChoose() {
        assertThat(desk().suggestions(direct("bob"), "voice", ""))
                .extracting(Suggestion::word)
                .containsExactly("ada", "lin", "default", "link");
        assertThat(desk().suggestions(direct("bob"), "language", "esp"))
                .extracting(Suggestion::word)
                .containsExactly("es");
        assertThat(desk().suggestions(member("bob", false), "avatar", "")).isEmpty();
        assertThat(desk().suggestions(member("boss", true), "quiet", ""))
                .extracting(Suggestion::word)
                .containsExactly("on", "off");
        assertThat(desk().suggestions(direct("bob"), "nothing", "")).isEmpty();
        settings = settings(Set.of("fake:ann"), 0, Duration.ZERO);
        desk = newDesk();
        assertThat(desk().suggestions(direct("bob"), "voice", "")).isEmpty();
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
}
