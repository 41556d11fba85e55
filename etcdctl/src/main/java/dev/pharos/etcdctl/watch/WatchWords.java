package dev.pharos.etcdctl.watch;

import dev.pharos.etcdctl.key.Ranges;
import dev.pharos.etcdctl.key.Ranges.Keys;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.text.GoQuotes;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one watch is to see, and what runs at its events. */
final class WatchWords {
    static final String KEY = "ETCDCTL_WATCH_KEY";
    static final String END = "ETCDCTL_WATCH_RANGE_END";

    private WatchWords() {}

    /**
     * @param command with its arguments, or empty
     */
    record Wanted(WatchCreateRequest request, List<String> command) {}

    /** @throws IllegalArgumentException if the words and variables do not make a watch */
    static Wanted read(Line line, Map<String, String> environment) {
        int dashes = line.wordsBehindDashes();
        List<String> words = line.words();
        if (dashes == 0) {
            throw new IllegalArgumentException("bad number of arguments (found separator --, but no commands)");
        }
        List<String> keys = words.subList(0, words.size() - Math.max(0, dashes));
        List<String> command = words.subList(keys.size(), words.size());
        return new Wanted(request(line, keysOf(keys, environment)), List.copyOf(command));
    }

    private static List<String> keysOf(List<String> words, Map<String, String> environment) {
        String key = environment.getOrDefault(KEY, "");
        String end = environment.getOrDefault(END, "");
        if (key.isEmpty()) {
            if (!end.isEmpty()) {
                throw new IllegalArgumentException(KEY + " is empty but got " + END + "=" + GoQuotes.quote(end));
            }
            if (words.isEmpty()) {
                throw new IllegalArgumentException("bad number of arguments");
            }
            return words;
        }
        if (!words.isEmpty()) {
            throw new IllegalArgumentException("bad number of arguments (found conflicting environment key)");
        }
        List<String> named = new ArrayList<>(List.of(key));
        if (!end.isEmpty()) {
            named.add(end);
        }
        return named;
    }

    private static WatchCreateRequest request(Line line, List<String> words) {
        boolean prefix = line.is("prefix");
        if (words.size() == 2 && prefix) {
            throw new IllegalArgumentException("`range_end` and `--prefix` are mutually exclusive");
        }
        Keys keys =
                prefix ? Ranges.prefix(words.get(0)) : Ranges.of(words.get(0), words.size() == 2 ? words.get(1) : "");
        return WatchCreateRequest.newBuilder()
                .setKey(keys.first())
                .setRangeEnd(keys.end())
                .setStartRevision(line.number("rev"))
                .setPrevKv(line.is("prev-kv"))
                .setProgressNotify(line.is("progress-notify"))
                .build();
    }
}
