package dev.vignette.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.vignette.bot.chat.GuardedEndpoint;
import dev.vignette.bot.slack.FakeWorkspace.Shown;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slack over HTTP, through the web server with its guards and a login that Slack does not have. */
class SlackEndpointTest {
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    @TempDir
    private static Path home;

    private static GuardedEndpoint service;

    private final SlackRig rig = new SlackRig(Duration.ofSeconds(10), "");
    private final RequestSignature slacks = new RequestSignature(SECRET, rig.slack::now);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        service = new GuardedEndpoint(SlackEndpoint.PATH, home);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void open() {
        service.answerBy(rig.openHttp(new RequestSignature(SECRET, rig.slack::now), Duration.ofSeconds(10)));
    }

    @AfterEach
    void close() {
        http.close();
        rig.close();
    }

    private HttpResponse<String> send(String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(service.address()).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String time(Duration late) {
        return Long.toString(rig.slack.now().plus(late).getEpochSecond());
    }

    private String sign(String time, String body) {
        return slacks.sign(time, body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> signed(Duration late, String type, String body) throws Exception {
        String time = time(late);
        return send(
                body,
                "Content-Type",
                type,
                RequestSignature.TIMESTAMP,
                time,
                RequestSignature.SIGNATURE,
                sign(time, body));
    }

    private HttpResponse<String> json(String body) throws Exception {
        return signed(Duration.ZERO, "application/json", body);
    }

    private HttpResponse<String> form(String body) throws Exception {
        return signed(Duration.ZERO, "application/x-www-form-urlencoded", body);
    }

    private String mention(String text) {
        String ts = rig.slack.workspace.add(FakeWorkspace.GENERAL, FakeWorkspace.ANN, text);
        JsonObject event = rig.people.message(
                "app_mention", FakeWorkspace.GENERAL, FakeWorkspace.ANN, "<@" + FakeWorkspace.SELF + "> " + text, ts);
        return rig.people.callback(event).toString();
    }

    @Test
    void theSignatureIsTheOneOfSlacksDocumentation() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        var known = new RequestSignature("8f742231b10e8888abcd99yyyzzz85a5", rig.slack::now);
        assertThat(known.sign("1531420618", body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    }

    @Test
    void theAddressIsProvedByItsChallengeEvenBeforeTheBotKnowsItsName() throws Exception {
        HttpResponse<String> answer =
                json("{\"token\":\"x\",\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\","
                        + "\"type\":\"url_verification\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");
    }

    @Test
    void anEventIsStoredAcknowledgedAndAnsweredOnceHoweverOftenItComes() throws Exception {
        String body = mention("Grüße");
        assertThat(json(body).statusCode()).isEqualTo(200);
        assertThat(rig.turns()).as("stored before it was acknowledged").isEqualTo(1);
        // Slack signs what it sends again anew.
        rig.slack.pass(Duration.ofMinutes(1));
        assertThat(json(body).statusCode()).isEqualTo(200);
        rig.node.runAll();
        assertThat(rig.slack.workspace.answers(FakeWorkspace.GENERAL))
                .extracting(Shown::text)
                .containsExactly("Re: Grüße");
    }

    @Test
    void commandsAndPressesComeAsForms() throws Exception {
        HttpResponse<String> ran = form("token=x&team_id=" + FakeWorkspace.TEAM + "&team_domain=friends&channel_id="
                + FakeWorkspace.GENERAL + "&channel_name=general&user_id=" + FakeWorkspace.ANN
                + "&user_name=ann&command=%2Fvignette&text=" + "Why+100%25%3F"
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fx&trigger_id=1.2.3&api_app_id=A1");
        assertThat(ran.statusCode()).isEqualTo(200);
        assertThat(ran.body()).isNotBlank();
        assertThat(rig.turns()).isEqualTo(1);

        assertThat(json(mention("Talk")).statusCode()).isEqualTo(200);
        rig.node.runAll();
        Shown text = rig.slack.workspace.answers(FakeWorkspace.GENERAL).stream()
                .filter(each -> each.text().equals("Re: Talk"))
                .findFirst()
                .orElseThrow();
        String press = rig.people.pressed(FakeWorkspace.ANN, text, "turn:talk").toString();
        assertThat(form("payload=" + URLEncoder.encode(press, StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        rig.node.runAll();
        assertThat(rig.slack.workspace.answers(FakeWorkspace.GENERAL))
                .filteredOn(each -> !each.file().isEmpty())
                .hasSize(2);
    }

    @Test
    void nothingUnsignedIsHeard() throws Exception {
        String body = mention("Hello");
        String now = time(Duration.ZERO);
        String good = sign(now, body);
        String wrong =
                new RequestSignature("another secret", rig.slack::now).sign(now, body.getBytes(StandardCharsets.UTF_8));
        assertThat(send(body).statusCode()).isEqualTo(401);
        assertThat(send(body, RequestSignature.SIGNATURE, good).statusCode()).isEqualTo(401);
        assertThat(send(body, RequestSignature.TIMESTAMP, now).statusCode()).isEqualTo(401);
        assertThat(send(body, RequestSignature.TIMESTAMP, now, RequestSignature.SIGNATURE, wrong)
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(body, RequestSignature.TIMESTAMP, "now", RequestSignature.SIGNATURE, good)
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(
                                body.replace("Hello", "Hullo"),
                                RequestSignature.TIMESTAMP,
                                now,
                                RequestSignature.SIGNATURE,
                                good)
                        .statusCode())
                .isEqualTo(401);
        // None of them used the good signature up.
        assertThat(send(body, RequestSignature.TIMESTAMP, now, RequestSignature.SIGNATURE, good)
                        .statusCode())
                .isEqualTo(200);
        assertThat(rig.turns()).isEqualTo(1);
    }

    @Test
    void theWindowHasTwoSides() throws Exception {
        String type = "application/json";
        assertThat(signed(Duration.ofSeconds(-301), type, mention("stale")).statusCode())
                .isEqualTo(401);
        assertThat(signed(Duration.ofSeconds(301), type, mention("future")).statusCode())
                .isEqualTo(401);
        assertThat(rig.turns()).isZero();
        assertThat(signed(Duration.ofSeconds(-300), type, mention("late")).statusCode())
                .isEqualTo(200);
        assertThat(signed(Duration.ofSeconds(300), type, mention("early")).statusCode())
                .isEqualTo(200);
        assertThat(rig.turns()).isEqualTo(2);
    }

    @Test
    void aSignatureIsGoodOnce() throws Exception {
        String body = mention("once");
        String early = time(Duration.ofSeconds(299));
        String signature = sign(early, body);
        String[] headers = {RequestSignature.TIMESTAMP, early, RequestSignature.SIGNATURE, signature};
        assertThat(send(body, headers).statusCode()).isEqualTo(200);
        assertThat(send(body, headers).statusCode()).isEqualTo(409);
        rig.slack.pass(Duration.ofSeconds(598));
        assertThat(send(body, headers).statusCode())
                .as("to the end of the window")
                .isEqualTo(409);
        rig.slack.pass(Duration.ofSeconds(2));
        assertThat(send(body, headers).statusCode()).isEqualTo(401);
        assertThat(rig.turns()).isEqualTo(1);
    }

    @Test
    void whatIsNotStoredInTimeIsRefusedAndMayComeAgain() throws Exception {
        service.answerBy(rig.openHttp(new RequestSignature(SECRET, rig.slack::now), Duration.ofMillis(50)));
        String body = mention("patience");
        String now = time(Duration.ZERO);
        String[] headers = {RequestSignature.TIMESTAMP, now, RequestSignature.SIGNATURE, sign(now, body)};
        rig.executor.hold();
        assertThat(send(body, headers).statusCode()).isEqualTo(503);
        assertThat(send(body, headers).statusCode())
                .as("not taken for a replay")
                .isEqualTo(503);
        rig.executor.release();
        rig.slack.await("stored", () -> rig.turns() > 0);
        assertThat(rig.turns()).isEqualTo(1);
    }

    @Test
    void largeBodiesAreRefusedWhateverTheirSignature() throws Exception {
        assertThat(json("{\"x\":\"" + "x".repeat(1 << 20) + "\"}").statusCode()).isEqualTo(413);
        assertThat(json("nonsense").statusCode()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void pagesOfOthersAreKeptOutLikeEverywhere() throws Exception {
        String body = mention("from a page");
        String now = time(Duration.ZERO);
        assertThat(send(
                                body,
                                "Origin",
                                "https://evil.example",
                                RequestSignature.TIMESTAMP,
                                now,
                                RequestSignature.SIGNATURE,
                                sign(now, body))
                        .statusCode())
                .isEqualTo(403);
        assertThat(rig.turns()).isZero();
    }
}
