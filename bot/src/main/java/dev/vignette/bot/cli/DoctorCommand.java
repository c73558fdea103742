package dev.vignette.bot.cli;

import dev.vignette.bot.ProductVersion;
import dev.vignette.bot.discord.DiscordCheck;
import dev.vignette.bot.doctor.Examination;
import dev.vignette.bot.doctor.Finding;
import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.slack.SlackCheck;
import dev.vignette.bot.telegram.TelegramCheck;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Looks at this machine and says what is missing. */
@Command(
        name = "doctor",
        description = "Looks at this machine and says what is missing and what to do about it.",
        footer = {"", "✓ as it should be   ! worth knowing   ✗ no films until this is mended"})
final class DoctorCommand implements Callable<Integer> {
    private final Supplier<Settings> settings;

    @Option(names = "--json", description = "The same for programs.")
    private boolean json;

    @Option(
            names = "--telegram",
            arity = "0..1",
            paramLabel = "CHAT",
            fallbackValue = "",
            description = "Looks at the Telegram bot too (VIGNETTE_TELEGRAM_TOKEN); with the number of a chat, posts a"
                    + " short film there.")
    private @Nullable String telegram;

    @Option(
            names = "--discord",
            arity = "0..1",
            paramLabel = "CHANNEL",
            fallbackValue = "",
            description =
                    "Looks at the Discord bot too (VIGNETTE_DISCORD_TOKEN); with the id of a channel, posts a short"
                            + " film there.")
    private @Nullable String discord;

    @Option(
            names = "--slack",
            arity = "0..1",
            paramLabel = "CHANNEL",
            fallbackValue = "",
            description = "Looks at the Slack app too (VIGNETTE_SLACK_BOT_TOKEN, VIGNETTE_SLACK_APP_TOKEN); with the id"
                    + " of a channel, posts a short film there.")
    private @Nullable String slack;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    DoctorCommand(Supplier<Settings> settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>(new Examination(settings.get(), System::getenv).findings());
        if (telegram != null) {
            findings.addAll(new TelegramCheck(System::getenv, telegram).findings());
        }
        if (discord != null) {
            findings.addAll(new DiscordCheck(System::getenv, discord).findings());
        }
        if (slack != null) {
            findings.addAll(new SlackCheck(System::getenv, slack).findings());
        }
        boolean fit = findings.stream().noneMatch(finding -> finding.verdict() == Finding.Verdict.BAD);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(asJson(findings, fit));
        } else {
            findings.forEach(finding -> print(finding, out));
            out.println();
            out.println(
                    fit ? "Films can be made here." : "No films can be made here until what is marked ✗ is mended.");
        }
        out.flush();
        return (fit ? ExitStatus.OK : ExitStatus.UNAVAILABLE).code();
    }

    private static void print(Finding finding, PrintWriter out) {
        out.printf(Locale.ROOT, "%s %-21s %s%n", finding.verdict().sign(), finding.subject(), finding.detail());
        if (!finding.advice().isEmpty()) {
            out.println("                        → " + finding.advice());
        }
    }

    private static String asJson(List<Finding> findings, boolean fit) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", ProductVersion.current().value());
        report.put("fit", fit);
        report.put("findings", findings);
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(report);
    }
}
