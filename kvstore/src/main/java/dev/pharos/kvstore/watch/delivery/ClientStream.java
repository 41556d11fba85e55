package dev.pharos.kvstore.watch.delivery;

import dev.pharos.kvstore.watch.protocol.StreamOptions;
import dev.pharos.kvstore.watch.protocol.WatchMessage;
import dev.pharos.kvstore.watch.protocol.WatchSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One client's stream: its watchers and how far they are. Owned by the hub's thread. */
public final class ClientStream {
    final WatchSink sink;
    final StreamOptions options;
    final long serial;
    final Map<Long, Watcher> watchers = new HashMap<>();
    final Cohort main;

    /** All cohorts but the main one; their members are not in the main one. */
    final List<Cohort> others = new ArrayList<>();

    /** Answers to requests that the connection had no room for; no more than there are requests. */
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();

    /** Watchers that got nothing of what is being shared out, as the connection was full. */
    final List<Watcher> leftOver = new ArrayList<>();

    /** Whether the main cohort has been told everything that the hub has looked at. */
    boolean live = true;

    /** Whether it waits for its turn to send. */
    boolean queued;

    boolean closed;
    int withPrevious;
    int withProgress;

    /** As of the last count. */
    int countedSlow;

    long progressDeadline;

    /** The revision that a progress request waits for; 0 for none. */
    long progressAsked;

    private long nextId;
    private int turn;

    ClientStream(WatchSink sink, StreamOptions options, long serial, long cursor) {
        this.sink = sink;
        this.options = options;
        this.serial = serial;
        this.main = new Cohort(this, cursor);
    }

    /** @param last whether the request is done with it */
    private record Answer(WatchMessage message, boolean last) {}

    /** Rule 6.2: a counter that skips what is in use and never goes back. */
    long freeId() {
        while (watchers.containsKey(nextId)) {
            nextId++;
        }
        return nextId++;
    }

    boolean canSend() {
        return answers.isEmpty() && sink.isReady();
    }

    /** Answers and ends the request. */
    void answer(WatchMessage message) {
        answers.add(new Answer(message, true));
        sendAnswers();
    }

    void answer(WatchMessage message, WatchMessage another) {
        answers.add(new Answer(message, false));
        answers.add(new Answer(another, true));
        sendAnswers();
    }

    /** Whether all have gone and there is room for more. */
    boolean sendAnswers() {
        while (!answers.isEmpty() && sink.isReady()) {
            Answer answer = answers.remove();
            sink.send(answer.message());
            if (answer.last()) {
                sink.requestDone();
            }
        }
        return canSend();
    }

    boolean isBehind() {
        return !others.isEmpty() || !live;
    }

    /** The least revision at which a watcher may join the main cohort and miss nothing. */
    long mainPosition(long dispatched) {
        return live ? Math.max(main.cursor, dispatched + 1) : main.cursor;
    }

    int mainSize() {
        int size = watchers.size();
        for (Cohort other : others) {
            size -= other.members.size();
        }
        return size;
    }

    int slowWatchers() {
        return live ? watchers.size() - mainSize() : watchers.size();
    }

    /** The cohort whose turn it is to catch up, if any is behind. */
    @Nullable
    Cohort nextBehind() {
        int size = others.size() + (live ? 0 : 1);
        if (size == 0) {
            return null;
        }
        int chosen = Math.floorMod(turn++, size);
        return chosen < others.size() ? others.get(chosen) : main;
    }

    void lag(long cursor) {
        live = false;
        main.advanceTo(cursor);
    }

    /** Those left over go their own way from where they stand. */
    void splitLeftOver() {
        long cursor = Long.MAX_VALUE;
        for (Watcher watcher : leftOver) {
            cursor = Math.min(cursor, watcher.position());
        }
        Cohort split = new Cohort(this, cursor);
        for (Watcher watcher : leftOver) {
            Cohort old = watcher.cohort;
            watcher.moveTo(split);
            old.members.remove(watcher);
            split.members.add(watcher);
        }
        others.add(split);
        leftOver.clear();
    }

    /** Lets cohorts go live, join the main one or one another where they stand at the same place. */
    void settle(long dispatched) {
        if (!live && (main.cursor > dispatched || mainSize() == 0)) {
            live = true;
        }
        if (others.isEmpty()) {
            return;
        }
        long joinable = mainPosition(dispatched);
        Map<Long, Cohort> byCursor = new HashMap<>();
        List<Cohort> remaining = new ArrayList<>();
        for (Cohort cohort : others) {
            if (cohort.cursor >= joinable) {
                join(cohort, main);
            } else if (!cohort.members.isEmpty()) {
                Cohort same = byCursor.putIfAbsent(cohort.cursor, cohort);
                if (same == null) {
                    remaining.add(cohort);
                } else {
                    join(cohort, same);
                }
            }
        }
        others.clear();
        others.addAll(remaining);
    }

    private static void join(Cohort cohort, Cohort other) {
        for (Watcher watcher : cohort.members) {
            watcher.moveTo(other);
            if (!other.isMain()) {
                other.members.add(watcher);
            }
        }
    }

    /** The watchers of a cohort, in a list of their own. */
    List<Watcher> membersOf(Cohort cohort) {
        if (!cohort.isMain()) {
            return new ArrayList<>(cohort.members);
        }
        List<Watcher> members = new ArrayList<>();
        for (Watcher watcher : watchers.values()) {
            if (watcher.cohort == main) {
                members.add(watcher);
            }
        }
        return members;
    }

    void forgetEverything() {
        closed = true;
        watchers.clear();
        others.clear();
        answers.clear();
    }
}
