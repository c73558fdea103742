package dev.vignette.bot.turn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Small ordered maps in one column, as {@code voice=espeak;face=sketch}: readable in any SQL console. */
final class FlatMap {
    private FlatMap() {}

    static String write(Map<String, ?> map) {
        return map.entrySet().stream()
                .map(entry -> plain(entry.getKey()) + "=" + plain(String.valueOf(entry.getValue())))
                .collect(Collectors.joining(";"));
    }

    static <T> Map<String, T> read(String column, Function<String, T> value) {
        Map<String, T> map = new LinkedHashMap<>();
        for (String entry : column.split(";", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                map.put(entry.substring(0, equals), value.apply(entry.substring(equals + 1)));
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static String plain(String text) {
        return text.replace(';', ',').replace('=', ':');
    }
}
