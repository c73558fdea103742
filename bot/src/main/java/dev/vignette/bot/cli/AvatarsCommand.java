package dev.vignette.bot.cli;

import static java.util.stream.Collectors.joining;

import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.engines.InstalledEquipment;
import dev.vignette.media.Language;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists who can speak. */
@Command(name = "avatars", description = "Lists who can speak.")
final class AvatarsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Cast.Member member : InstalledEquipment.cast().members()) {
            String languages = member.languages().stream().map(Language::code).collect(joining(", "));
            out.printf("%-10s %s (%s)%n", member.id(), member.name(), languages);
            out.println("           " + member.persona().strip().replaceAll("\\s+", " "));
        }
        out.println();
        out.println("Use one with:  vignette clip --avatar NAME --text \"…\" --out clip.mp4");
        out.flush();
        return ExitStatus.OK.code();
    }
}
