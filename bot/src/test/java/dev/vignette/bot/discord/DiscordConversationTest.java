package dev.vignette.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.EventId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do on Discord and what they get, from event to answer. */
class DiscordConversationTest {
    private static final String BOT = "<@" + FakeDiscord.APPLICATION + "> ";

    private final BotRig rig = new BotRig();
    private final FakeDiscord discord = rig.discord;

    @BeforeEach
    void open() {
        rig.open();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** The bot's answers without greetings. */
    private List<DataObject> answers(long channel) {
        return discord.channels.answers(channel).stream()
                .filter(message -> !message.getString("content").contains("an AI:")
                        && !message.getString("content").contains("una IA"))
                .toList();
    }

    private void awaitAnswer(long channel, String text) {
        discord.await(
                "the answer " + text,
                () -> answers(channel).stream()
                        .anyMatch(message -> message.getString("content").contains(text)));
    }

    @Test
    void aDirectMessageIsAnsweredInWritingAndTalksWhenAsked() {
        rig.people.say(Json.ANNS_DM, Json.ANN, "Hello");
        rig.answer(1);
        awaitAnswer(Json.ANNS_DM, "Re: Hello");
        DataObject answer = answers(Json.ANNS_DM).getFirst();
        assertThat(answer.getArray("attachments").isEmpty()).isTrue();
        discord.await(
                "the first contact says that this is an AI",
                () -> discord.channels.answers(Json.ANNS_DM).size() == 2);

        var press = rig.people.press(Json.ANN, answer, "turn:talk");
        discord.await("acknowledged", () -> press.acknowledged);
        rig.node.runAll();
        DataObject withFilm = answers(Json.ANNS_DM).getFirst();
        assertThat(withFilm.getArray("attachments").getObject(0).getString("filename"))
                .endsWith(".mp4");
        assertThat(withFilm.getString("content")).startsWith("Re: Hello\n-# ");
    }

    @Test
    void withoutReadingAlongAMentionIsAnsweredAndChatterIsNot() {
        rig.people.say(Json.GENERAL, Json.BOB, "just chatting");
        DataObject webhook = rig.people.written(Json.GENERAL, Json.BOB, BOT + "beep");
        webhook.getObject("author").put("bot", true);
        rig.people.hear(webhook);
        rig.people.say(
                Json.GENERAL, Json.ANN, BOT + "what does <@" + Json.BOB + "> mean by <:pog:123456789012345678>?");
        rig.answer(1);
        awaitAnswer(Json.GENERAL, ":pog:?");
        assertThat(rig.turns()).isEqualTo(1);
        assertThat(answers(Json.GENERAL).getFirst().getString("content")).doesNotContain("<@");
    }

    @Test
    void aMessageThatComesAgainIsTheSameMessage() {
        DataObject message = rig.people.say(Json.GENERAL, Json.ANN, BOT + "Once");
        rig.people.hear(message);
        rig.people.hear(message);
        rig.people.say(Json.GENERAL, Json.ANN, BOT + "Twice");
        rig.answer(2);
        awaitAnswer(Json.GENERAL, "Re: Twice");
        assertThat(rig.turns()).isEqualTo(2);
        assertThat(answers(Json.GENERAL)).hasSize(2);
    }

    @Test
    void anEditIsAnsweredInPlaceAndALateEarlierEditIsDropped() {
        DataObject message = rig.people.say(Json.GENERAL, Json.ANN, BOT + "first");
        rig.answer(1);
        awaitAnswer(Json.GENERAL, "Re: first");
        DataObject earlier = DataObject.fromJson(message.toString());
        rig.pass(Duration.ofSeconds(10));
        DataObject late = DataObject.fromJson(earlier.toString())
                .put("content", BOT + "typo")
                .put("edited_timestamp", discord.now().minusSeconds(5).toString());
        rig.people.edit(message, BOT + "second");
        rig.answer(2);
        awaitAnswer(Json.GENERAL, "Re: second");
        discord.gateway.dispatch("MESSAGE_UPDATE", late);
        rig.people.edit(message, BOT + "second");
        rig.people.say(Json.GENERAL, Json.ANN, BOT + "next");
        rig.answer(3);
        awaitAnswer(Json.GENERAL, "Re: next");
        assertThat(rig.turns()).isEqualTo(3);
        assertThat(answers(Json.GENERAL).stream().map(answer -> answer.getString("content")))
                .containsExactly("Re: second", "Re: next");
    }

    @Test
    void aDeletedQuestionTakesItsAnswerAlong() {
        DataObject message = rig.people.say(Json.GENERAL, Json.ANN, BOT + "oops");
        rig.answer(1);
        awaitAnswer(Json.GENERAL, "Re: oops");
        rig.people.delete(message);
        discord.await(
                "withdrawn",
                () -> rig.sql
                                .sql("select count(*) from turns where reason = 'withdrawn' or person_text is null")
                                .query(Integer.class)
                                .single()
                        == 1);
        rig.node.runAll();
        assertThat(answers(Json.GENERAL)).isEmpty();
    }

    @Test
    void aCommandIsStoredThenAcknowledgedThenAnsweredInItsPlace() {
        var use = rig.people.command(Json.ANN, "ask", "Why is the sky blue?");
        discord.await("acknowledged", () -> use.acknowledged);
        assertThat(rig.turns()).as("stored before it was acknowledged").isEqualTo(1);
        rig.node.runAll();
        DataObject answer = discord.channels.get(Json.GENERAL, use.original);
        assertThat(answer.getString("content")).startsWith("Re: Why is the sky blue?\n-# ");
        assertThat(answer.getArray("attachments").length()).isEqualTo(1);
    }

    @Test
    void settingsAreToldToThePersonAloneInTheirLanguage() {
        var use = rig.people.command(Json.BOB, "answers", "");
        discord.await("acknowledged", () -> use.acknowledged);
        DataObject offer = discord.channels.get(Json.GENERAL, use.original);
        assertThat(offer.getInt("flags") & 64).as("only the person sees it").isEqualTo(64);
        var press = rig.people.press(Json.BOB, offer, "run:answers:film");
        discord.await("acknowledged", () -> press.acknowledged);
        var again = rig.people.command(Json.BOB, "ask", "Hola");
        discord.await("acknowledged", () -> again.acknowledged);
        rig.node.runAll();
        assertThat(discord.channels
                        .get(Json.GENERAL, again.original)
                        .getArray("attachments")
                        .length())
                .isEqualTo(1);
    }

    @Test
    void theVoiceIsChosenByAButtonApartFromTheFace() {
        var use = rig.people.command(Json.BOB, "voice", "");
        discord.await("acknowledged", () -> use.acknowledged);
        DataObject offer = discord.channels.get(Json.GENERAL, use.original);
        var press = rig.people.press(Json.BOB, offer, "run:voice:lin");
        discord.await("acknowledged", () -> press.acknowledged);
        var say = rig.people.command(Json.BOB, "say", "Hello");
        discord.await("acknowledged", () -> say.acknowledged);
        rig.node.runAll();
        assertThat(rig.node.films.requests.getLast().speaker()).isEqualTo("lin");
    }

    @Test
    void whoeverWasBroughtWhileTheServiceRunsIsOfferedToThoseWhoType() {
        assertThat(rig.people.type(Json.ANNS_DM, Json.ANN, "avatar", ""))
                .containsEntry("Ada", "ada")
                .doesNotContainKey("Grandma");
        rig.faces.join("own-abc", "Grandma");
        assertThat(rig.people.type(Json.ANNS_DM, Json.ANN, "avatar", "gran"))
                .containsExactly(Map.entry("Grandma", "own-abc"));
        assertThat(rig.people.type(Json.GENERAL, Json.BOB, "avatar", ""))
                .as("who may not choose is shown nothing")
                .isEmpty();
        assertThat(rig.people.type(Json.GENERAL, Json.BOB, "voice", "")).containsValues("lin", "default", "link");
    }

    @Test
    void anyMessageCanBeMadeToTalk() {
        DataObject joke = rig.people.say(Json.GENERAL, Json.BOB, "Knock knock");
        var use = rig.people.talk(Json.ANN, joke);
        discord.await("acknowledged", () -> use.acknowledged);
        rig.node.runAll();
        DataObject answer = discord.channels.get(Json.GENERAL, use.original);
        assertThat(answer.getString("content")).startsWith("Knock knock");
        assertThat(answer.getArray("attachments").length()).isEqualTo(1);
    }

    @Test
    void onlyWhoAskedMayTakeAnAnswerBack() {
        rig.people.say(Json.GENERAL, Json.ANN, BOT + "mine");
        rig.answer(1);
        awaitAnswer(Json.GENERAL, "Re: mine");
        DataObject answer = answers(Json.GENERAL).getFirst();
        var bobs = rig.people.press(Json.BOB, answer, "turn:delete");
        discord.await("acknowledged", () -> bobs.acknowledged);
        assertThat(answers(Json.GENERAL)).hasSize(2);
        var anns = rig.people.press(Json.ANN, answer, "turn:delete");
        discord.await("acknowledged", () -> anns.acknowledged);
        discord.await("gone", () -> answers(Json.GENERAL).size() == 1);
        rig.node.runAll();
    }

    @Test
    void whereAPersonHasBroughtTheBotAlongItAnswersAsLongAsItMay() {
        var use = rig.people.commandElsewhere(Json.ANN, "ask", "Here too?");
        discord.await("acknowledged", () -> use.acknowledged);
        rig.node.runAll();
        assertThat(discord.channels.get(Json.ELSEWHERE, use.original).getString("content"))
                .startsWith("Re: Here too?");
        DataObject answer = discord.channels.get(Json.ELSEWHERE, use.original);
        rig.pass(Duration.ofMinutes(20));
        assertThat(rig.parts.tickets().find(new EventId("i/" + use.id))).isEmpty();
        assertThat(answer.getArray("attachments").length()).isEqualTo(1);
    }

    @Test
    void commandsAreLocalisedAndWorkEverywhere() {
        DataObject ask = discord.interactions.command("ask");
        assertThat(ask.getObject("description_localizations").keys()).contains("es-ES", "es-419", "zh-CN");
        assertThat(ask.getObject("name_localizations").keys()).contains("es-ES", "es-419", "zh-CN");
        assertThat(ask.getArray("integration_types").stream(DataArray::getInt)).containsExactlyInAnyOrder(0, 1);
        assertThat(ask.getArray("contexts").stream(DataArray::getInt)).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(discord.interactions.commands().stream().map(command -> command.getString("name")))
                .contains("ask", "say", "avatar", "voice", "answers", "language", "forget", "about", "Make it talk");
    }
}
