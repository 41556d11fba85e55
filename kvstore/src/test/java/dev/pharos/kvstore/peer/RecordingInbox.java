package dev.pharos.kvstore.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.transport.Inbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what arrives. Thread-safe. */
final class RecordingInbox implements Inbox {
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final AtomicInteger losses = new AtomicInteger();

    @Override
    public void receive(Message message) {
        messages.add(message);
    }

    @Override
    public void unreachable(long member) {
        losses.incrementAndGet();
    }

    int losses() {
        return losses.get();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    Message next() {
        try {
            Message message = messages.poll(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(message).as("a message comes").isNotNull();
            return message;
        } catch (InterruptedException hurried) {
            throw new AssertionError(hurried);
        }
    }

    List<Message> next(int count) {
        List<Message> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(next());
        }
        return next;
    }
}
