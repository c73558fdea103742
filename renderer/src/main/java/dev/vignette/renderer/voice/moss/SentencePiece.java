package dev.vignette.renderer.voice.moss;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.renderer.voice.moss.SentencePieceModel.Algorithm;
import dev.vignette.renderer.voice.moss.SentencePieceModel.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Cuts text into the pieces of a {@link SentencePieceModel} (Kudo and Richardson 2018) as the reference implementation does: BPE or
 * unigram, without marks of beginning and end. Safe to use from several threads.
 */
final class SentencePiece {
    private static final char SPACE = '\u2581';
    private static final double UNKNOWN_PENALTY = 10;

    private final SentencePieceModel model;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> userDefined = new ArrayList<>();
    private final int[] bytes = new int[256];
    private final int unknown;
    private final int longest;
    private final double lowest;
    private final double highest;

    /** @throws IllegalArgumentException if it has no piece for what is unknown */
    SentencePiece(SentencePieceModel model) {
        this.model = model;
        int unknownId = -1;
        int longestPiece = 1;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int id = 0; id < model.pieces().size(); id++) {
            Piece piece = model.pieces().get(id);
            switch (piece.type()) {
                case UNKNOWN -> unknownId = id;
                case BYTE ->
                    bytes[Integer.decode(piece.text().substring(1, piece.text().length() - 1))] = id;
                case NORMAL, USER_DEFINED, UNUSED -> {
                    ids.put(piece.text(), id);
                    longestPiece = Math.max(longestPiece, piece.text().length());
                    if (piece.type() == SentencePieceModel.Type.USER_DEFINED) {
                        userDefined.add(piece.text());
                    } else if (piece.type() == SentencePieceModel.Type.NORMAL) {
                        low = Math.min(low, piece.score());
                        high = Math.max(high, piece.score());
                    }
                }
                case CONTROL -> {}
            }
        }
        if (unknownId < 0) {
            throw new IllegalArgumentException("The tokenizer has no piece for unknown characters.");
        }
        userDefined.sort(Comparator.comparingInt(String::length).reversed());
        unknown = unknownId;
        longest = longestPiece;
        lowest = low;
        highest = high;
    }

    int size() {
        return model.pieces().size();
    }

    List<Integer> encode(String text) {
        String normal = normalised(text);
        List<String> parts = model.algorithm() == Algorithm.BPE ? merged(normal) : likeliest(normal);
        List<Integer> result = new ArrayList<>();
        boolean afterUnknown = false;
        for (String part : parts) {
            int id = id(part);
            if (id != unknown) {
                result.add(id);
            } else if (model.byteFallback()) {
                for (byte b : part.getBytes(UTF_8)) {
                    result.add(bytes[b & 0xFF]);
                }
            } else if (!afterUnknown) {
                result.add(unknown);
            }
            afterUnknown = id == unknown && !model.byteFallback();
        }
        return result;
    }

    private int id(String piece) {
        return ids.getOrDefault(piece, unknown);
    }

    private String normalised(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        StringBuilder out = new StringBuilder();
        if (model.dummyPrefix() && utf8.length > 0) {
            out.append(' ');
        }
        int from = 0;
        while (from < utf8.length) {
            String kept = userDefinedAt(utf8, from);
            CharsMap.Match match = model.charsMap().longest(utf8, from);
            if (!kept.isEmpty()) {
                append(out, kept);
                from += kept.getBytes(UTF_8).length;
            } else if (match.length() > 0) {
                append(out, match.replacement());
                from += match.length();
            } else {
                int length = Math.min(length(utf8[from]), utf8.length - from);
                append(out, new String(utf8, from, length, UTF_8));
                from += length;
            }
        }
        int end = out.length();
        while (model.trimSpaces() && end > 0 && out.charAt(end - 1) == ' ') {
            end--;
        }
        String result = out.substring(0, end);
        return model.escapeSpaces() ? result.replace(' ', SPACE) : result;
    }

    /** Where spaces are trimmed, those after a space or at the beginning go. */
    private void append(StringBuilder out, String part) {
        for (int i = 0; i < part.length(); i++) {
            boolean after = out.isEmpty() || out.charAt(out.length() - 1) == ' ';
            if (!(model.trimSpaces() && part.charAt(i) == ' ' && after)) {
                out.append(part.charAt(i));
            }
        }
    }

    private String userDefinedAt(byte[] utf8, int from) {
        if (userDefined.isEmpty()) {
            return "";
        }
        String rest = new String(utf8, from, Math.min(utf8.length - from, 4 * longest), UTF_8);
        return userDefined.stream().filter(rest::startsWith).findFirst().orElse("");
    }

    private static int length(byte first) {
        int lead = first & 0xFF;
        return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }

    private List<String> characters(String text) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < text.length(); ) {
            int at = i;
            String kept = userDefined.stream()
                    .filter(piece -> text.startsWith(piece, at))
                    .findFirst()
                    .orElseGet(() -> Character.toString(text.codePointAt(at)));
            parts.add(kept);
            i += kept.length();
        }
        return parts;
    }

    /** A pair of neighbours that make a piece; {@code length} tells whether one of them has changed since. */
    private record Pair(int left, int right, float score, int length) {}

    /** Joins the best-scored pair of neighbours until there is none, the leftmost of equals first. */
    private List<String> merged(String text) {
        List<String> parts = characters(text);
        int count = parts.size();
        boolean[] frozen = new boolean[count];
        int[] before = new int[count];
        int[] after = new int[count];
        for (int i = 0; i < count; i++) {
            frozen[i] = userDefined.contains(parts.get(i));
            before[i] = i - 1;
            after[i] = i + 1 < count ? i + 1 : -1;
        }
        Map<String, List<String>> halves = new HashMap<>();
        PriorityQueue<Pair> agenda = new PriorityQueue<>(
                Comparator.comparingDouble(Pair::score).reversed().thenComparingInt(Pair::left));
        for (int i = 0; i + 1 < count; i++) {
            offer(parts, frozen, halves, i, i + 1, agenda);
        }
        for (Pair pair = agenda.poll(); pair != null; pair = agenda.poll()) {
            String left = parts.get(pair.left);
            String right = parts.get(pair.right);
            if (left.isEmpty() || right.isEmpty() || left.length() + right.length() != pair.length) {
                continue;
            }
            parts.set(pair.left, left + right);
            parts.set(pair.right, "");
            after[pair.left] = after[pair.right];
            if (after[pair.right] >= 0) {
                before[after[pair.right]] = pair.left;
            }
            offer(parts, frozen, halves, before[pair.left], pair.left, agenda);
            offer(parts, frozen, halves, pair.left, after[pair.left], agenda);
        }
        List<String> result = new ArrayList<>();
        parts.stream().filter(part -> !part.isEmpty()).forEach(part -> split(part, halves, result));
        return result;
    }

    private void offer(
            List<String> parts,
            boolean[] frozen,
            Map<String, List<String>> halves,
            int left,
            int right,
            PriorityQueue<Pair> agenda) {
        if (left < 0 || right < 0 || frozen[left] || frozen[right]) {
            return;
        }
        String joined = parts.get(left) + parts.get(right);
        Integer id = ids.get(joined);
        if (id == null) {
            return;
        }
        Piece piece = model.pieces().get(id);
        agenda.add(new Pair(left, right, piece.score(), joined.length()));
        if (piece.type() == SentencePieceModel.Type.UNUSED) {
            halves.put(joined, List.of(parts.get(left), parts.get(right)));
        }
    }

    /** A piece that may not be used is taken apart again. */
    private void split(String part, Map<String, List<String>> halves, List<String> result) {
        List<String> two = halves.get(part);
        if (two == null || model.pieces().get(id(part)).type() != SentencePieceModel.Type.UNUSED) {
            result.add(part);
        } else {
            two.forEach(half -> split(half, halves, result));
        }
    }

    /** The way through the text with the highest sum of scores (Viterbi). */
    private List<String> likeliest(String text) {
        double[] best = new double[text.length() + 1];
        int[] from = new int[text.length() + 1];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        best[0] = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int one = Character.charCount(text.codePointAt(at));
            boolean single = false;
            for (int to = at + 1; to <= Math.min(text.length(), at + longest); to++) {
                Integer id = ids.get(text.substring(at, to));
                if (id == null || model.pieces().get(id).type() == SentencePieceModel.Type.UNUSED) {
                    continue;
                }
                Piece piece = model.pieces().get(id);
                double score = piece.type() == SentencePieceModel.Type.USER_DEFINED
                        ? piece.text().getBytes(UTF_8).length * highest - 0.1
                        : piece.score();
                relax(best, from, at, to, score);
                single |= to - at == one;
            }
            if (!single) {
                relax(best, from, at, at + one, lowest - UNKNOWN_PENALTY);
            }
        }
        List<String> result = new ArrayList<>();
        for (int to = text.length(); to > 0; to = from[to]) {
            result.addFirst(text.substring(from[to], to));
        }
        return result;
    }

    private static void relax(double[] best, int[] from, int at, int to, double score) {
        if (best[at] + score > best[to]) {
            best[to] = best[at] + score;
            from[to] = at;
        }
    }
}
