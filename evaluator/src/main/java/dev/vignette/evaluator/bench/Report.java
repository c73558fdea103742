package dev.vignette.evaluator.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a benchmark found, and on which machine.
 *
 * @param subject what was measured, stand-ins by that name, and the engine that ran it; empty if the samples say
 */
record Report(Machine machine, Instant taken, String subject, List<Sample> samples) {

    Report(Machine machine, Instant taken, List<Sample> samples) {
        this(machine, taken, "", samples);
    }

    void print(PrintStream out) {
        out.printf(
                "%n%s%s · %s%n%n",
                subject.isEmpty() ? "" : subject + " · ",
                machine,
                taken.toString().substring(0, 10));
        String row = "%-44s %6s %10s %10s %10s  %s%n";
        out.printf(row, "measured", "n", "median", "p95", "max", "goal");
        out.println("-".repeat(100));
        for (Sample s : samples) {
            out.printf(
                    row,
                    s.name() + " [" + s.unit() + "]",
                    s.readings().size(),
                    number(s.quantile(0.5)),
                    number(s.quantile(0.95)),
                    number(s.quantile(1)),
                    goal(s));
        }
        out.println();
    }

    boolean allGoalsMet() {
        return samples.stream().allMatch(Sample::met);
    }

    void writeJson(Path file) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Sample s : samples) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", s.name());
            row.put("unit", s.unit());
            row.put("median", s.quantile(0.5));
            row.put("p95", s.quantile(0.95));
            row.put("max", s.quantile(1));
            if (s.hasGoal()) {
                row.put("goal", s.goal());
                row.put("met", s.met());
            }
            row.put("readings", s.readings());
            rows.add(row);
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("machine", machine.toString());
        report.put("taken", taken.toString());
        if (!subject.isEmpty()) {
            report.put("subject", subject);
        }
        report.put("samples", rows);
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValue(file, report);
    }

    private static String goal(Sample s) {
        if (!s.hasGoal()) {
            return "";
        }
        String where = s.judged() == 0.5 ? "median" : s.judged() == 1 ? "max" : "p" + Math.round(s.judged() * 100);
        return (s.met() ? "met    " : "MISSED ") + where + (s.atLeast() ? " ≥ " : " ≤ ") + number(s.goal());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.3f", value);
    }
}
