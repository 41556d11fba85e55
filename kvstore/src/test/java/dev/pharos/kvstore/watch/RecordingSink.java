package dev.pharos.kvstore.watch;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.pharos.kvstore.watch.protocol.Sender;
import dev.pharos.kvstore.watch.protocol.WatchMessage;
import dev.pharos.kvstore.watch.protocol.WatchSink;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection that has room for so many answers, and keeps what it gets as a client would read it. */
public final class RecordingSink implements WatchSink {
    static final Sender SENDER = new Sender(0xfedc_ba98_7654_3210L, 42, 7);

    private final List<WatchResponse> responses = new ArrayList<>();
    private long room;
    private int overruns;
    private int requestsDone;
    private EtcdError end;

    private RecordingSink(long room) {
        this.room = room;
    }

    public static RecordingSink open() {
        return new RecordingSink(Long.MAX_VALUE / 2);
    }

    public static RecordingSink full() {
        return new RecordingSink(0);
    }

    /** Makes room for more answers; whether the connection was full. */
    public synchronized boolean makeRoom(long answers) {
        boolean wasFull = room <= 0;
        room = Math.max(room, 0) + answers;
        return wasFull;
    }

    public synchronized void fillUp() {
        room = 0;
    }

    @Override
    public synchronized boolean isReady() {
        return room > 0;
    }

    @Override
    public synchronized void send(WatchMessage message) {
        boolean continued =
                !responses.isEmpty() && responses.get(responses.size() - 1).getFragment();
        if (room <= 0 && !continued) {
            overruns++;
        }
        room--;
        byte[] encoded = message.toByteArray(SENDER);
        try {
            responses.add(WatchResponse.parseFrom(encoded));
        } catch (InvalidProtocolBufferException wrong) {
            throw new AssertionError(wrong);
        }
        notifyAll();
    }

    @Override
    public synchronized void requestDone() {
        requestsDone++;
    }

    @Override
    public synchronized void ended(EtcdError why) {
        end = why;
        notifyAll();
    }

    /** Everything so far. */
    public synchronized List<WatchResponse> responses() {
        return List.copyOf(responses);
    }

    /** Everything since the last call. */
    public synchronized List<WatchResponse> take() {
        List<WatchResponse> taken = List.copyOf(responses);
        responses.clear();
        return taken;
    }

    /** How often something came although there was no room; pieces of one answer come together. */
    public synchronized int overruns() {
        return overruns;
    }

    public synchronized int requestsDone() {
        return requestsDone;
    }

    public synchronized Optional<EtcdError> end() {
        return Optional.ofNullable(end);
    }
}
