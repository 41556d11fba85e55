package dev.pharos.kvstore.watch;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest.FilterType;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.Event.EventType;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether what a watch received keeps the promises of a watch, given everything that ever happened in the
 * store. It knows nothing of how the server works, so it may judge a recorded conversation with any server.
 */
public final class WatchJudge {
    private static final Bytes LEAST_KEY = Bytes.fromHex("00");

    private final List<Event> history;

    /** The state of its key before each event of the history; null if the key was absent. */
    private final Map<Event, KeyValue> before = new HashMap<>();

    private final long compactRevision;

    /**
     * @param history all events since the store began, in order; the pairs of deletes have mod_revision
     * @param compactRevision the highest revision at which the store was compacted; 0 for never
     */
    public WatchJudge(List<Event> history, long compactRevision) {
        this.history = List.copyOf(history);
        this.compactRevision = compactRevision;
        Map<ByteString, KeyValue> state = new HashMap<>();
        for (Event event : history) {
            ByteString key = event.getKv().getKey();
            before.put(event, state.get(key));
            if (event.getType() == EventType.PUT) {
                state.put(key, event.getKv());
            } else {
                state.remove(key);
            }
        }
    }

    /**
     * A watch as its client saw it.
     *
     * @param responses all with its id from its creation on, and those with id -1 that tell of progress
     */
    public record Watched(WatchCreateRequest request, List<WatchResponse> responses) {}

    /** Every promise that was broken, in words; empty if none was. */
    public List<String> judge(Watched watched) {
        return new Trial(watched).run();
    }

    /**
     * As {@link #judge(Watched)}, of a watch that has had the time to hear of everything through a revision;
     * nothing may be missing unless the watch was canceled.
     */
    public List<String> judgeComplete(Watched watched, long throughRevision) {
        Trial trial = new Trial(watched);
        List<String> broken = trial.run();
        trial.expectComplete(throughRevision);
        return broken;
    }

    /** One watch before the judge. */
    private final class Trial {
        private final WatchCreateRequest request;
        private final List<WatchResponse> responses;
        private final List<String> broken = new ArrayList<>();
        private final List<Event> received = new ArrayList<>();
        private final Set<String> places = new HashSet<>();
        private long start;
        private long lastEvent;
        private long lastProgress;
        private boolean canceled;
        private boolean inFragment;

        Trial(Watched watched) {
            this.request = watched.request();
            this.responses = watched.responses();
        }

        List<String> run() {
            for (int i = 0; i < responses.size(); i++) {
                WatchResponse response = responses.get(i);
                if (canceled) {
                    blame("something came after the watch was canceled");
                }
                if (i == 0) {
                    created(response);
                } else if (response.getCreated()) {
                    blame("created twice");
                } else if (response.getCanceled()) {
                    canceled(response);
                } else if (response.getEventsCount() > 0) {
                    events(response);
                } else {
                    progress(response.getHeader().getRevision());
                }
            }
            if (inFragment) {
                blame("the last fragment is missing");
            }
            compareWithHistory(Math.max(lastEvent, lastProgress));
            return broken;
        }

        private void created(WatchResponse response) {
            if (!response.getCreated() || response.getEventsCount() > 0) {
                blame("the first answer must say that the watch was created");
            }
            start = request.getStartRevision() == 0
                    ? response.getHeader().getRevision() + 1
                    : request.getStartRevision();
            canceled = response.getCanceled();
        }

        private void canceled(WatchResponse response) {
            canceled = true;
            if (response.getCompactRevision() != 0 && response.getHeader().getRevision() != 0) {
                blame("a cancel by compaction has revision 0");
            }
            if (response.getCompactRevision() > compactRevision) {
                blame("canceled by a compaction that never was");
            }
        }

        private void events(WatchResponse response) {
            long first = response.getEvents(0).getKv().getModRevision();
            // Atomic: a revision comes in one answer, or in the pieces of one.
            if (!inFragment && first == lastEvent) {
                blame("revision " + first + " came in two answers");
            }
            if (response.getFragment() && !request.getFragment()) {
                blame("a fragment that nobody asked for");
            }
            inFragment = response.getFragment();
            for (Event event : response.getEventsList()) {
                event(event);
            }
            if (response.getHeader().getRevision() < lastEvent) {
                blame("the header is older than event " + lastEvent);
            }
        }

        private void event(Event event) {
            long revision = event.getKv().getModRevision();
            if (!wants(event)) {
                blame("not asked for: " + describe(event));
            }
            if (revision < lastEvent) {
                blame("out of order: " + describe(event) + " after " + lastEvent);
            }
            if (!places.add(revision + " " + event.getKv().getKey().toStringUtf8())) {
                blame("twice: " + describe(event));
            }
            if (revision <= lastProgress) {
                blame("behind progress " + lastProgress + ": " + describe(event));
            }
            if (revision < start) {
                blame("before the start " + start + ": " + describe(event));
            }
            lastEvent = Math.max(lastEvent, revision);
            received.add(event);
        }

        private void progress(long revision) {
            if (revision < lastEvent || revision < lastProgress) {
                blame("progress went back to " + revision);
            }
            lastProgress = Math.max(lastProgress, revision);
        }

        void expectComplete(long revision) {
            if (!canceled) {
                compareWithHistory(revision);
            }
        }

        /** Reliable, resumable, and right in every field. */
        private void compareWithHistory(long through) {
            List<Event> expected = history.stream()
                    .filter(event -> event.getKv().getModRevision() >= start
                            && event.getKv().getModRevision() <= through
                            && wants(event))
                    .toList();
            for (int i = 0; i < Math.max(expected.size(), received.size()); i++) {
                if (i >= received.size()) {
                    blame("missing: " + describe(expected.get(i)));
                    return;
                }
                if (i >= expected.size()) {
                    blame("never happened: " + describe(received.get(i)));
                    return;
                }
                if (!compare(expected.get(i), received.get(i))) {
                    return;
                }
            }
        }

        private boolean compare(Event expected, Event got) {
            if (expected.getType() != got.getType() || !expected.getKv().equals(got.getKv())) {
                blame("expected " + describe(expected) + " but got " + describe(got));
                return false;
            }
            KeyValue earlier = before.get(expected);
            boolean isCreate = got.getType() == EventType.PUT
                    && got.getKv().getCreateRevision() == got.getKv().getModRevision();
            if (got.getType() == EventType.PUT && isCreate != (earlier == null)) {
                blame("create or not is wrong: " + describe(got));
            }
            if (got.hasPrevKv() && (!request.getPrevKv() || !got.getPrevKv().equals(earlier))) {
                blame("wrong previous pair: " + describe(got));
            }
            boolean mayBeGone = got.getKv().getModRevision() <= compactRevision;
            if (!got.hasPrevKv() && request.getPrevKv() && earlier != null && !mayBeGone) {
                blame("no previous pair: " + describe(got));
            }
            return true;
        }

        private boolean wants(Event event) {
            FilterType filter = event.getType() == EventType.PUT ? FilterType.NOPUT : FilterType.NODELETE;
            Bytes key = Bytes.fromByteString(request.getKey());
            KeyRange range =
                    KeyRange.from(key.isEmpty() ? LEAST_KEY : key, Bytes.fromByteString(request.getRangeEnd()));
            return range.contains(Bytes.fromByteString(event.getKv().getKey()))
                    && !request.getFiltersList().contains(filter);
        }

        private void blame(String what) {
            broken.add("watch "
                    + Optional.of(responses)
                            .filter(all -> !all.isEmpty())
                            .map(all -> Long.toString(all.get(0).getWatchId()))
                            .orElse("?")
                    + " from " + start + ": " + what);
        }

        private static String describe(Event event) {
            return event.getType() + " " + event.getKv().getKey().toStringUtf8() + " at "
                    + event.getKv().getModRevision();
        }
    }
}
