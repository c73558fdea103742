package dev.vignette.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.vignette.bot.manners.TestManners;
import dev.vignette.bot.slack.FakeWorkspace.Shown;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people do on Slack and what they get, from envelope to answer. */
class SlackConversationTest {
    private final SlackRig rig = new SlackRig(Duration.ofSeconds(10)).open();
    private final FakeSlack slack = rig.slack;

    @AfterEach
    void close() {
        rig.close();
    }

    private List<Shown> general() {
        return slack.workspace.answers(FakeWorkspace.GENERAL);
    }

    @Test
    void aMentionIsStoredAcknowledgedAndAnsweredInItsThreadOnce() {
        String ts = rig.people.mention(FakeWorkspace.ANN, "Hello <@U00000BOB|bob> &amp; all");
        assertThat(rig.turns()).as("stored before it was acknowledged").isEqualTo(1);
        // The same mention as a plain message, under another event id; and a redelivery.
        JsonObject same = rig.people.message(
                "message", FakeWorkspace.GENERAL, FakeWorkspace.ANN, "<@" + FakeWorkspace.SELF + "> Hello", ts);
        rig.people.acknowledged(rig.people.event(same, null));
        rig.people.acknowledged(rig.people.event(same, 1));
        rig.node.runAll();
        assertThat(rig.turns()).isEqualTo(1);
        Shown answer = general().getFirst();
        assertThat(general()).hasSize(1);
        assertThat(answer.text()).isEqualTo("Re: Hello @bob & all");
        assertThat(answer.thread()).isEqualTo(ts);
    }

    @Test
    void theButtonMakesTheFilmWhichComesBelowTheText() {
        String ts = rig.people.mention(FakeWorkspace.ANN, "Talk");
        rig.node.runAll();
        Shown text = general().getFirst();
        rig.people.acknowledged(rig.people.press(FakeWorkspace.BOB, text, "turn:talk"));
        rig.node.runAll();
        assertThat(general()).as("it is not Bob's").hasSize(1);
        slack.await(
                "Bob is told why",
                () -> slack.workspace.whispers.stream()
                        .anyMatch(each -> each.contains("pregunt") || each.contains("asked")));
        rig.people.acknowledged(rig.people.press(FakeWorkspace.ANN, text, "turn:talk"));
        rig.node.runAll();
        Shown film = general().getLast();
        assertThat(film.file()).isNotEmpty();
        assertThat(film.thread()).isEqualTo(ts);
        assertThat(slack.workspace.films.bytes(film.file())).isGreaterThan(4_000);
    }

    @Test
    void aCommandIsAcknowledgedWithASentenceAndAnsweredWithItsFilmInAThread() {
        String envelope = rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "Why is the sky blue?");
        rig.people.acknowledged(envelope);
        assertThat(rig.turns()).as("stored before it was acknowledged").isEqualTo(1);
        assertThat(slack.sockets.acknowledged.get(envelope).toString()).contains("payload");
        rig.node.runAll();
        Shown text = general().getFirst();
        assertThat(text.text()).isEqualTo("Re: Why is the sky blue?");
        assertThat(general().getLast().thread()).isEqualTo(text.ts());
        assertThat(general().getLast().file()).isNotEmpty();
    }

    @Test
    void commandsOfOursAreFoundByTheirFirstWord() {
        String about = rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "about");
        rig.people.acknowledged(about);
        assertThat(slack.sockets.acknowledged.get(about).toString()).contains("/vignette forget");
        String voice = rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "answers");
        rig.people.acknowledged(voice);
        assertThat(slack.sockets.acknowledged.get(voice).toString()).contains("run:answers:film");
        String help = rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "/help");
        rig.people.acknowledged(help);
        assertThat(slack.sockets.acknowledged.get(help).toString())
                .as("as they are typed on Slack")
                .contains("/vignette ask", "/vignette voice")
                .doesNotContain("n/ask");
        assertThat(rig.turns()).isZero();
    }

    @Test
    void theVoiceIsChosenApartFromTheFace() {
        String offer = rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "voice");
        rig.people.acknowledged(offer);
        assertThat(slack.sockets.acknowledged.get(offer).toString()).contains("run:voice:lin", "run:voice:default");
        rig.people.acknowledged(rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "voice lin"));
        rig.people.acknowledged(rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "say Hello"));
        rig.node.runAll();
        assertThat(rig.node.films.requests.getLast().speaker()).isEqualTo("lin");
    }

    @Test
    void whatIsChosenInAChannelHoldsInItsThreads() {
        JdbcClient sql = rig.sql;
        rig.people.mention(FakeWorkspace.ANN, "before");
        rig.people.acknowledged(rig.people.command(TestManners.BOSS, FakeWorkspace.GENERAL, "avatar lin"));
        rig.people.acknowledged(rig.people.command(TestManners.BOSS, FakeWorkspace.GENERAL, "chatanswers film"));
        slack.pass(Duration.ofSeconds(5));
        rig.people.mention(FakeWorkspace.ANN, "after");
        assertThat(sql.sql("select avatar || ' ' || form from turns order by arrival")
                        .query(String.class)
                        .list())
                .containsExactly("mia TEXT", "lin FILM");
        assertThat(sql.sql("select conversation_id from chat_greetings")
                        .query(String.class)
                        .list())
                .as("in each channel it is said once that this is an AI")
                .containsExactly(SlackRig.GENERAL.value());
        rig.people.acknowledged(rig.people.command(TestManners.BOSS, FakeWorkspace.GENERAL, "quiet"));
        rig.people.mention(FakeWorkspace.ANN, "anybody?");
        assertThat(rig.turns()).isEqualTo(2);
    }

    @Test
    void whoeverIsForgottenInAChannelIsForgottenInItsThreads() {
        rig.people.mention(FakeWorkspace.ANN, "secret");
        rig.people.mention(FakeWorkspace.BOB, "open");
        rig.node.runAll();
        assertThat(general()).hasSize(2);
        String asked = rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "forget");
        rig.people.acknowledged(asked);
        assertThat(slack.sockets.acknowledged.get(asked).toString()).contains("run:forget:yes");
        rig.people.acknowledged(rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "forget yes"));
        rig.node.runAll();
        assertThat(general()).extracting(Shown::text).containsExactly("Re: open");
        assertThat(rig.sql
                        .sql(
                                "select count(*) from turns where person_text like '%secret%' or reply_full like '%secret%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whenTheBotIsNoMemberTheAnswerToACommandGoesToThePerson() {
        rig.people.acknowledged(rig.people.command(FakeWorkspace.ANN, FakeWorkspace.PRIVATE, "Secret?"));
        rig.node.runAll();
        List<Shown> direct = slack.workspace.answers(FakeWorkspace.DM);
        assertThat(direct.getFirst().text()).isEqualTo("Re: Secret?");
        assertThat(direct.getLast().file()).isNotEmpty();
        slack.workspace.joined.remove(FakeWorkspace.GENERAL);
        rig.people.acknowledged(rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "Public?"));
        rig.node.runAll();
        assertThat(general().getFirst().text()).as("it joins public channels").isEqualTo("Re: Public?");
    }

    @Test
    void anEditIsAnsweredInPlaceAndADeletionTakesTheAnswerAlong() {
        String ts = rig.people.mention(FakeWorkspace.ANN, "first");
        rig.node.runAll();
        String answer = general().getFirst().ts();
        slack.pass(Duration.ofSeconds(20));
        JsonObject now = rig.people.message(
                "message", FakeWorkspace.GENERAL, FakeWorkspace.ANN, "<@" + FakeWorkspace.SELF + "> second", ts);
        now.add("edited", FakeWorkspace.object("user", FakeWorkspace.ANN, "ts", slack.workspace.ts()));
        JsonObject changed =
                rig.people.message("message", FakeWorkspace.GENERAL, FakeWorkspace.ANN, "", slack.workspace.ts());
        changed.addProperty("subtype", "message_changed");
        changed.add("message", now);
        rig.people.acknowledged(rig.people.event(changed, null));
        rig.node.runAll();
        assertThat(general()).hasSize(1);
        assertThat(general().getFirst().ts()).isEqualTo(answer);
        assertThat(general().getFirst().text()).isEqualTo("Re: second");

        JsonObject deleted =
                rig.people.message("message", FakeWorkspace.GENERAL, FakeWorkspace.ANN, "", slack.workspace.ts());
        deleted.addProperty("subtype", "message_deleted");
        deleted.addProperty("deleted_ts", ts);
        rig.people.acknowledged(rig.people.event(deleted, null));
        rig.node.runAll();
        assertThat(general()).isEmpty();
    }

    @Test
    void aDirectMessageIsAnsweredWithoutAThreadAndProgramsAreNot() {
        String ts = slack.workspace.add(FakeWorkspace.DM, FakeWorkspace.ANN, "Hi");
        JsonObject robot =
                rig.people.message("message", FakeWorkspace.DM, FakeWorkspace.BOB, "beep", slack.workspace.ts());
        robot.addProperty("bot_id", "B99");
        rig.people.acknowledged(rig.people.event(robot, null));
        rig.people.acknowledged(
                rig.people.event(rig.people.message("message", FakeWorkspace.DM, FakeWorkspace.ANN, "Hi", ts), null));
        rig.node.runAll();
        assertThat(rig.turns()).isEqualTo(1);
        assertThat(slack.workspace.answers(FakeWorkspace.DM))
                .anyMatch(each -> each.text().equals("Re: Hi") && each.thread().isEmpty());
    }

    @Test
    void aRecordingIsKeptByItsIdAndFetchedWithTheToken() {
        String file = slack.workspace.films.record("sound".getBytes(), "");
        JsonObject shared =
                rig.people.message("message", FakeWorkspace.DM, FakeWorkspace.ANN, "", slack.workspace.ts());
        shared.addProperty("subtype", "file_share");
        JsonArray files = new JsonArray();
        JsonObject clip = FakeWorkspace.object("id", file, "subtype", "slack_audio", "mimetype", "video/mp4");
        clip.addProperty("size", 5);
        files.add(clip);
        shared.add("files", files);
        rig.people.acknowledged(rig.people.event(shared, null));
        assertThat(rig.sql
                        .sql("select note_reference from turns")
                        .query(String.class)
                        .single())
                .isEqualTo(file);
        rig.node.runAll();
        assertThat(slack.calls).contains("files.info");
    }

    @Test
    void aRefreshedConnectionLosesNothing() {
        rig.people.mention(FakeWorkspace.ANN, "before");
        slack.sockets.refresh();
        slack.await("connected again", () -> slack.sockets.connections() == 1);
        rig.people.mention(FakeWorkspace.ANN, "after");
        rig.node.runAll();
        assertThat(general()).hasSize(2);
        assertThat(slack.sockets.opened()).as("each socket was replaced once").isEqualTo(2);
    }
}
