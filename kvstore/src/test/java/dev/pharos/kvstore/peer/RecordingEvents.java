package dev.pharos.kvstore.peer;

import dev.pharos.kvstore.peer.frame.StreamKind;
import dev.pharos.kvstore.peer.link.PeerEvents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what was reported as lines of text. Thread-safe. */
final class RecordingEvents implements PeerEvents {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    final AtomicLong sentBytes = new AtomicLong();
    final AtomicLong receivedBytes = new AtomicLong();

    void await(String beginning) {
        Waiting.until(beginning + ", after " + lines, () -> count(beginning) > 0);
    }

    void await(String beginning, int times) {
        Waiting.until(times + " times " + beginning, () -> count(beginning) >= times);
    }

    int count(String beginning) {
        return (int) lines.stream().filter(line -> line.startsWith(beginning)).count();
    }

    @Override
    public void becameActive(long member) {
        lines.add("active " + member);
    }

    @Override
    public void becameInactive(long member, String reason) {
        lines.add("inactive " + member + " " + reason);
    }

    @Override
    public void streamOpened(long member, StreamKind kind) {
        lines.add("opened " + member + " " + kind);
    }

    @Override
    public void streamLost(long member, StreamKind kind, String reason) {
        lines.add("lost " + member + " " + kind + " " + reason);
    }

    @Override
    public void refused(long member, int status, String text) {
        lines.add("refused " + member + " " + status + " " + text);
    }

    @Override
    public void unusableAddress(long member, String reason) {
        lines.add("unusable " + member + " " + reason);
    }

    @Override
    public void sent(long member, long bytes) {
        sentBytes.addAndGet(bytes);
    }

    @Override
    public void received(long member, long bytes) {
        receivedBytes.addAndGet(bytes);
    }

    @Override
    public void sendFailed(long member, String reason) {
        lines.add("send failed " + member + " " + reason);
    }

    @Override
    public void receiveFailed(String from, String reason) {
        lines.add("receive failed " + from + " " + reason);
    }

    @Override
    public void probed(long member, Duration roundTrip, Duration clockDifference) {
        boolean plausible = !roundTrip.isNegative() && clockDifference.abs().compareTo(roundTrip) <= 0;
        lines.add("probed " + member + " " + plausible);
    }

    @Override
    public void probeFailed(long member, String reason) {
        lines.add("probe failed " + member + " " + reason);
    }

    @Override
    public void snapshotSent(long member, long bytes, Duration took) {
        lines.add("snapshot sent " + member);
    }

    @Override
    public void snapshotSendFailed(long member, String reason) {
        lines.add("snapshot not sent " + member + " " + reason);
    }

    @Override
    public void snapshotArriving(long member) {
        lines.add("arriving " + member);
    }

    @Override
    public void snapshotArrived(long member, long bytes, Duration took) {
        lines.add("snapshot arrived " + member + " " + bytes);
    }

    @Override
    public void snapshotArrivalFailed(long member, String reason) {
        lines.add("snapshot failed " + member + " " + reason);
    }
}
