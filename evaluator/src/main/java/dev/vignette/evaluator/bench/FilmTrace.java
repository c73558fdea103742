package dev.vignette.evaluator.bench;

import dev.vignette.renderer.face.ditto.device.WorkTrace;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;

/**
 * Where the time of films goes: what was at work when. Kept in memory, {@value #MOST} pieces at most, and written in the form that
 * {@code chrome://tracing} and Perfetto show. Safe to use from any thread.
 *
 * @see <a href="https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU">Trace Event Format</a>
 */
final class FilmTrace implements WorkTrace {
    private static final int MOST = 200_000;

    private record Piece(String lane, String what, long begin, long end) {}

    private final List<Piece> pieces = new ArrayList<>();

    @Override
    public synchronized void add(String lane, String what, long begin, long end) {
        if (pieces.size() < MOST) {
            pieces.add(new Piece(lane, what, begin, end));
        }
    }

    /** Begins anew. */
    synchronized void clear() {
        pieces.clear();
    }

    /** A line for each lane: how often, how long, and its share of the time from the first piece to the last. */
    synchronized void print(Consumer<String> said) {
        if (pieces.isEmpty()) {
            return;
        }
        long from = pieces.stream().mapToLong(Piece::begin).min().orElseThrow();
        long to = pieces.stream().mapToLong(Piece::end).max().orElseThrow();
        said.accept(String.format(Locale.ROOT, "  in %.0f ms", (to - from) * 1e-6));
        Map<String, List<Piece>> lanes = new LinkedHashMap<>();
        pieces.forEach(piece ->
                lanes.computeIfAbsent(piece.lane, lane -> new ArrayList<>()).add(piece));
        lanes.forEach((lane, all) -> said.accept(line(lane, all, from, to)));
    }

    private static String line(String lane, List<Piece> all, long from, long to) {
        double sum = all.stream().mapToLong(piece -> piece.end - piece.begin).sum() * 1e-6;
        Map<String, Integer> kinds = new LinkedHashMap<>();
        all.forEach(piece -> kinds.merge(piece.what, 1, Integer::sum));
        return String.format(
                Locale.ROOT,
                "  %-10s %5d times, %8.2f ms each, busy %8.0f ms, first at %6.0f, last ends at %6.0f  %s",
                lane,
                all.size(),
                sum / all.size(),
                busy(all),
                (all.stream().mapToLong(Piece::begin).min().orElse(from) - from) * 1e-6,
                (all.stream().mapToLong(Piece::end).max().orElse(to) - from) * 1e-6,
                kinds.size() > 12 ? "" : kinds);
    }

    /** Milliseconds in which at least one piece was under way. */
    private static double busy(List<Piece> all) {
        long busy = 0;
        long until = Long.MIN_VALUE;
        for (Piece piece : all.stream()
                .sorted(java.util.Comparator.comparingLong(Piece::begin))
                .toList()) {
            long begin = Math.max(piece.begin, until);
            busy += Math.max(0, piece.end - begin);
            until = Math.max(until, piece.end);
        }
        return busy * 1e-6;
    }

    /** Writes all of it as JSON. */
    synchronized void write(Path file) throws IOException {
        List<String> lanes = pieces.stream().map(Piece::lane).distinct().toList();
        long from = pieces.stream().mapToLong(Piece::begin).min().orElse(0);
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                JsonGenerator json = new ObjectMapper().createGenerator(out)) {
            json.writeStartArray();
            for (String lane : lanes) {
                json.writePOJO(Map.of(
                        "ph",
                        "M",
                        "name",
                        "thread_name",
                        "pid",
                        1,
                        "tid",
                        lanes.indexOf(lane),
                        "args",
                        Map.of("name", lane)));
            }
            for (Piece piece : pieces) {
                json.writePOJO(Map.of(
                        "ph",
                        "X",
                        "name",
                        piece.what,
                        "pid",
                        1,
                        "tid",
                        lanes.indexOf(piece.lane),
                        "ts",
                        (piece.begin - from) * 1e-3,
                        "dur",
                        (piece.end - piece.begin) * 1e-3));
            }
            json.writeEndArray();
        }
    }
}
