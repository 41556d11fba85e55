package dev.pharos.testkit.linearizability;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.HistoryRecorder;
import dev.pharos.testkit.history.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Plays an object whose operations take effect at one moment between invocation and return, and records what its
 * clients see. Some clients lose patience: their operation has taken effect, will some time later, or never does.
 */
final class AtomicObject<S, I, O> {
    private final Random random;
    private final double unknownShare;
    private final BiFunction<S, I, O> answer;
    private final BiFunction<S, I, S> next;
    private final List<I> late = new ArrayList<>();
    private S state;
    private long step;

    AtomicObject(Random random, double unknownShare, S initial, BiFunction<S, I, O> answer, BiFunction<S, I, S> next) {
        this.random = random;
        this.unknownShare = unknownShare;
        this.state = initial;
        this.answer = answer;
        this.next = next;
    }

    History<I, O> run(int clients, int operations, Function<Random, I> inputs) {
        HistoryRecorder<I, O> recorder = new HistoryRecorder<>(() -> step / 3, operations);
        List<Client> idle = new ArrayList<>();
        List<Client> busy = new ArrayList<>();
        for (int id = 0; id < clients; id++) {
            idle.add(new Client(id));
        }
        while (!recorder.isFull() || !busy.isEmpty()) {
            step++;
            boolean invokes = !recorder.isFull() && !idle.isEmpty() && (busy.isEmpty() || random.nextInt(3) == 0);
            List<Client> from = invokes ? idle : busy;
            Client client = from.get(random.nextInt(from.size()));
            if (invokes) {
                client.invoke(recorder, inputs.apply(random));
                move(client, idle, busy);
            } else if (client.proceed()) {
                move(client, busy, idle);
            }
            applyLate();
        }
        return recorder.history();
    }

    private void move(Client client, List<Client> from, List<Client> to) {
        from.remove(client);
        to.add(client);
    }

    private void applyLate() {
        if (!late.isEmpty() && random.nextInt(8) == 0) {
            state = next.apply(state, late.remove(random.nextInt(late.size())));
        }
    }

    private final class Client {
        private final int id;
        private I input;
        private O output;
        private Invocation<I, O> invocation;

        Client(int id) {
            this.id = id;
        }

        void invoke(HistoryRecorder<I, O> recorder, I wanted) {
            input = wanted;
            output = null;
            invocation = recorder.invoke(id, wanted);
        }

        /** Takes effect, returns, or gives up; true when the client is idle again. */
        boolean proceed() {
            if (random.nextDouble() < unknownShare / 2) {
                giveUp();
                return true;
            }
            if (output == null) {
                output = answer.apply(state, input);
                state = next.apply(state, input);
                return false;
            }
            invocation.completed(output);
            return true;
        }

        private void giveUp() {
            if (output == null && random.nextBoolean()) {
                late.add(input);
            }
            invocation.unknown();
        }
    }
}
