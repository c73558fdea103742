package dev.vignette.bot.manners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.consent.Lending;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.engines.InstalledEquipment;
import dev.vignette.bot.lending.VoiceLending;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.voice.Consent;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.Speakers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A voice that somebody has brought on the page speaks for them in chats, and for nobody else, from their first code to the end. */
class LentVoiceTest extends DeskFixture {
    private static final AvatarId EILEEN = new AvatarId("own-eileen");
    private static final String SAMPLE = "c".repeat(64);
    private static final Lending.By PAGE = new Lending.By("page", "127.0.0.1", "en");

    @TempDir
    Path home;

    private final Cast cast = InstalledEquipment.cast();
    private VoiceLending lending;

    @BeforeEach
    void bring() {
        var consent = new ConsentLedger(home, () -> node.clock.now());
        lending = new VoiceLending(JdbcClient.create(database), consent, () -> node.clock.now(), new Random(1));
        faces = new CastFaces(cast, new CastVoices(cast, lending));
        cast.join(member(SAMPLE, consent));
    }

    private Cast.Member member(String sample, ConsentLedger ledger) {
        Cast.Member ada = cast.members().getFirst();
        Avatar face = ada.avatar();
        var agreed = new Consent(EILEEN.value(), "127.0.0.1", node.clock.now(), "1", sample, ledger);
        var voice = new EnrolledVoice(agreed, Speakers.sample(3), Map.of());
        return new Cast.Member(
                new Avatar(EILEEN, "1", face.look(), face.speaker().with(voice)),
                "Eileen",
                "",
                ada.languages(),
                ada.accent(),
                ada.portrait());
    }

    /** What the bot tells a person who asks for a code in the chat. */
    private String code(Caller caller) {
        CommandAnswer answer = run(caller, "voice", "link");
        Matcher code = Pattern.compile("[A-Z0-9]{4}-[A-Z0-9]{4}").matcher(answer.text());
        assertThat(code.find()).as(answer.text()).isTrue();
        assertThat(answer.choices()).extracting(Choice::data).containsExactly("run:voice:");
        return code.group();
    }

    private List<String> offered(Caller caller) {
        return run(caller, "voice", "").choices().stream().map(Choice::label).toList();
    }

    private void lendToAnn() {
        assertThat(lending.lend(code(direct("ann")), EILEEN.value(), SAMPLE, PAGE))
                .isPresent();
    }

    @Test
    void whatTheOwnerLendsIsOfferedToTheAccountThatAskedAndSpeaks() {
        assertThat(offered(direct("ann"))).doesNotContain("Eileen");
        lendToAnn();
        assertThat(offered(direct("ann"))).contains("Eileen", "Give lent voices back");
        assertThat(offered(direct("bob"))).doesNotContain("Eileen");
        assertThat(run(direct("bob"), "voice", "Eileen").text()).startsWith("There is no such voice");
        assertThat(run(member("boss", true), "chatvoice", "Eileen").text()).startsWith("There is no such voice");

        assertThat(run(direct("ann"), "voice", "eileen").text()).contains("you hear Eileen");
        run(direct("ann"), "answers", "film");
        receive(direct("ann"), "Hi", false);
        node.runAll();
        assertThat(node.films.requests.getLast().speaker()).isEqualTo(EILEEN.value());
        assertThat(run(direct("ann"), "about", "").text()).contains("voice of Eileen");
    }

    @Test
    void whatIsGivenBackSpeaksNoMore() {
        lendToAnn();
        run(direct("ann"), "voice", "eileen");
        assertThat(run(direct("ann"), "voice", "unlink").text()).startsWith("No voice that somebody brought");
        assertThat(run(direct("ann"), "voice", "unlink").text()).startsWith("No voice is lent to you");
        run(direct("ann"), "answers", "film");
        receive(direct("ann"), "Hi", false);
        node.runAll();
        assertThat(node.films.requests.getLast().speaker()).isNull();
    }

    @Test
    void theOwnerTakesItBackAndForgettingGivesItBack() {
        lendToAnn();
        lending.end(lending.of(EILEEN.value()), PAGE);
        assertThat(offered(direct("ann"))).doesNotContain("Eileen");
        lendToAnn();
        run(direct("ann"), "forget", "yes");
        assertThat(lending.of(EILEEN.value())).isEmpty();
    }

    @Test
    void anotherRecordingUnderTheSameNameIsAnotherVoice() {
        lendToAnn();
        cast.replace(member("d".repeat(64), new ConsentLedger(home, () -> node.clock.now())));
        assertThat(offered(direct("ann"))).doesNotContain("Eileen");
        cast.leave(EILEEN);
        assertThat(offered(direct("ann"))).doesNotContain("Eileen");
    }
}
