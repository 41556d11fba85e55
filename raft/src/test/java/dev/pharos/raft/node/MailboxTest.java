package dev.pharos.raft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final int PATIENCE_SECONDS = 20;

    private final Mailbox<Integer> mailbox = new Mailbox<>(2);

    @Test
    void items_come_out_in_the_order_in_which_they_went_in() {
        mailbox.offer(1);
        mailbox.offer(2);
        assertThat(drain(10)).containsExactly(1, 2);
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void full_mailbox_refuses_offers_but_not_puts() {
        assertThat(mailbox.offer(1)).isTrue();
        assertThat(mailbox.offer(2)).isTrue();
        assertThat(mailbox.offer(3)).isFalse();
        assertThat(mailbox.put(4)).isTrue();
        assertThat(drain(10)).containsExactly(1, 2, 4);
        assertThat(mailbox.offer(5)).isTrue();
    }

    @Test
    void no_more_is_taken_out_than_asked_for() {
        mailbox.put(1);
        mailbox.put(2);
        mailbox.put(3);
        assertThat(drain(2)).containsExactly(1, 2);
        assertThat(drain(2)).containsExactly(3);
        assertThat(drain(2)).isEmpty();
    }

    @Test
    void closed_mailbox_takes_nothing_and_gives_out_the_rest() throws InterruptedException {
        mailbox.offer(1);
        mailbox.close();
        assertThat(mailbox.offer(2)).isFalse();
        assertThat(mailbox.put(3)).isFalse();
        assertThat(mailbox.await()).isTrue();
        assertThat(drain(10)).containsExactly(1);
        assertThat(mailbox.await()).isFalse();
    }

    @Test
    void reader_waits_for_an_item() throws Exception {
        CompletableFuture<Boolean> reader = awaiting();
        mailbox.put(1);
        assertThat(reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closing_ends_the_wait_of_the_reader() throws Exception {
        CompletableFuture<Boolean> reader = awaiting();
        mailbox.close();
        assertThat(reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void what_comes_quietly_keeps_its_place_and_to_the_bound() {
        assertThat(mailbox.offerQuietly(1)).isTrue();
        assertThat(mailbox.offer(2)).isTrue();
        assertThat(mailbox.offerQuietly(3)).isFalse();
        assertThat(drain(10)).containsExactly(1, 2);
        mailbox.close();
        assertThat(mailbox.offerQuietly(4)).isFalse();
    }

    @Test
    void ring_wakes_the_reader_for_what_came_quietly() throws Exception {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        Thread reader = new Thread(() -> await(outcome));
        reader.start();
        untilWaiting(reader);
        mailbox.ring();
        untilWaiting(reader);
        mailbox.offerQuietly(1);
        mailbox.ring();
        assertThat(outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void reader_that_comes_later_does_not_wait_for_the_ring() throws InterruptedException {
        mailbox.offerQuietly(1);
        assertThat(mailbox.await()).isTrue();
    }

    private static void untilWaiting(Thread reader) {
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void reader_can_be_interrupted() throws Exception {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        Thread reader = new Thread(() -> await(outcome));
        reader.start();
        reader.interrupt();
        reader.join();
        assertThatThrownBy(outcome::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void nothing_is_lost_between_many_writers_and_one_reader() throws Exception {
        Mailbox<Integer> shared = new Mailbox<>(100);
        int writers = 4;
        int each = 5_000;
        List<CompletableFuture<Void>> writing = IntStream.range(0, writers)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < each; i++) {
                        while (!shared.offer(writer * each + i)) {
                            Thread.onSpinWait();
                        }
                    }
                }))
                .toList();
        List<Integer> read = new ArrayList<>();
        while (read.size() < writers * each && shared.await()) {
            shared.drainTo(read, 64);
        }
        assertThat(writing)
                .allSatisfy(writer -> assertThat(writer).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS)));
        for (int writer = 0; writer < writers; writer++) {
            int from = writer * each;
            assertThat(read.stream().filter(i -> i >= from && i < from + each))
                    .containsExactlyElementsOf(
                            IntStream.range(from, from + each).boxed().toList());
        }
    }

    private List<Integer> drain(int most) {
        List<Integer> drained = new ArrayList<>();
        mailbox.drainTo(drained, most);
        return drained;
    }

    private CompletableFuture<Boolean> awaiting() {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        new Thread(() -> await(outcome)).start();
        return outcome;
    }

    private void await(CompletableFuture<Boolean> outcome) {
        try {
            outcome.complete(mailbox.await());
        } catch (InterruptedException interrupted) {
            outcome.completeExceptionally(interrupted);
        }
    }
}
