package dev.pharos.kvstore.watch.delivery;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.watch.protocol.EncodedEvents;
import dev.pharos.kvstore.watch.protocol.WatchMessage;
import dev.pharos.kvstore.watch.protocol.WatchWish;
import java.util.ArrayList;
import java.util.List;

/** Sends events, in pieces where that is wanted, and counts them. Owned by the hub's thread. */
final class Outgoing {
    /** Never less than what a response holds besides its events. */
    private static final int HEAD = 64;

    private final int fragmentBytes;
    private long sent;

    Outgoing(int fragmentBytes) {
        this.fragmentBytes = fragmentBytes;
    }

    void send(Watcher watcher, long revision, EncodedEvents events) {
        if (events.size() + HEAD > fragmentBytes && events.count() > 1 && watcher.wishes(WatchWish.FRAGMENT)) {
            sendInPieces(watcher, revision, events.elements());
        } else {
            watcher.interest.stream.sink.send(WatchMessage.events(revision, watcher.id, events));
        }
        watcher.heard();
        sent += events.count();
    }

    /** Rule 6.13: each piece as large as allowed, but of one event at least. */
    private void sendInPieces(Watcher watcher, long revision, List<ByteString> elements) {
        List<ByteString> piece = new ArrayList<>();
        long size = HEAD;
        for (ByteString element : elements) {
            if (!piece.isEmpty() && size + element.size() > fragmentBytes) {
                watcher.interest.stream.sink.send(WatchMessage.fragment(revision, watcher.id, EncodedEvents.of(piece)));
                piece = new ArrayList<>();
                size = HEAD;
            }
            piece.add(element);
            size += element.size();
        }
        watcher.interest.stream.sink.send(WatchMessage.events(revision, watcher.id, EncodedEvents.of(piece)));
    }

    long takeSent() {
        long taken = sent;
        sent = 0;
        return taken;
    }
}
