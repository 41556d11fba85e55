package dev.pharos.raft.transport;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.transport.Transport.SnapshotDelivery;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Carries messages between members of one process, in order for each receiver; a test may cut members off. */
public final class MemoryNetwork implements AutoCloseable {
    private static final int QUEUE_CAPACITY = 4096;

    private final Map<Long, Line> lines = new ConcurrentHashMap<>();
    private final Set<Long> cut = ConcurrentHashMap.newKeySet();
    private volatile Consumer<Message> tap = message -> {};

    /** What is on its way to somebody, and what to say when it has arrived. */
    private record Parcel(Message message, Runnable arrived, Runnable lost) {
        static Parcel of(Message message) {
            return new Parcel(message, () -> {}, () -> {});
        }
    }

    /** From now on, what is sent to {@code member} goes into {@code inbox}, not to who was there before. */
    public void connect(long member, Inbox inbox) {
        Line old = lines.put(member, new Line(member, inbox));
        if (old != null) {
            old.close();
        }
    }

    public void disconnect(long member) {
        Line line = lines.remove(member);
        if (line != null) {
            line.close();
        }
    }

    /** Nothing gets from or to the member. */
    public void cut(long member) {
        cut.add(member);
    }

    public void heal(long member) {
        cut.remove(member);
    }

    /** Hears of every message that is sent, on the sender's thread, whether it will arrive or not. */
    public void tap(Consumer<Message> listener) {
        tap = listener;
    }

    public Transport transportOf(long member) {
        return new MemoryTransport(member, this);
    }

    @Override
    public void close() {
        lines.values().forEach(Line::close);
    }

    void send(long sender, Message message) {
        tap.accept(message);
        if (!carry(sender, Parcel.of(message), message.to())) {
            tellLoss(sender, message.to());
        }
    }

    void sendSnapshot(long sender, InstallSnapshot message, SnapshotDelivery delivery) {
        tap.accept(message);
        if (!carry(sender, new Parcel(message, delivery::delivered, delivery::failed), message.to())) {
            delivery.failed();
        }
    }

    private boolean carry(long sender, Parcel parcel, long to) {
        Line line = lines.get(to);
        return line != null && !isCut(sender, to) && line.queue.offer(parcel);
    }

    private void tellLoss(long sender, long to) {
        Line line = lines.get(sender);
        if (line != null) {
            line.inbox.unreachable(to);
        }
    }

    private boolean isCut(long from, long to) {
        return cut.contains(from) || cut.contains(to);
    }

    /** The way to one member. */
    private final class Line {
        final Inbox inbox;
        final BlockingQueue<Parcel> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
        private final long member;
        private final Thread postman;

        Line(long member, Inbox inbox) {
            this.member = member;
            this.inbox = Objects.requireNonNull(inbox);
            this.postman = new Thread(this::deliver, "memory-network-" + member);
            postman.setDaemon(true);
            postman.start();
        }

        private void deliver() {
            try {
                while (true) {
                    Parcel parcel = queue.take();
                    if (cut.contains(member)) {
                        parcel.lost().run();
                    } else {
                        inbox.receive(parcel.message());
                        parcel.arrived().run();
                    }
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        void close() {
            postman.interrupt();
            for (Parcel parcel = queue.poll(); parcel != null; parcel = queue.poll()) {
                parcel.lost().run();
            }
        }
    }
}
