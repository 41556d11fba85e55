package dev.pharos.kvstore.chaos;

import io.grpc.Status;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** What clients of a cluster were told instead of an answer, and how often. Any thread. */
final class Refusals {
    /** No fault excuses these. */
    private static final Set<Status.Code> BUGS =
            Set.of(Status.Code.INTERNAL, Status.Code.UNIMPLEMENTED, Status.Code.DATA_LOSS, Status.Code.ALREADY_EXISTS);

    private final Map<String, Long> counts = new ConcurrentSkipListMap<>();
    private final Map<String, Long> bugs = new ConcurrentSkipListMap<>();

    void add(Status status) {
        counts.merge("refused: " + describe(status), 1L, Long::sum);
        if (BUGS.contains(status.getCode())) {
            bugs.merge(status.toString(), 1L, Long::sum);
        }
    }

    /** The ports and times in it would make every one unique. */
    private static String describe(Status status) {
        String text = String.valueOf(status.getDescription()).replaceAll("[0-9]+", "N");
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return status.getCode() + " " + line.substring(0, Math.min(70, line.length()));
    }

    Map<String, Long> counts() {
        return counts;
    }

    Map<String, Long> bugs() {
        return bugs;
    }
}
