package dev.pharos.raft.scenario.stage;

import dev.pharos.raft.model.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What was sent and has not arrived, in the order of sending. A message that enters a cut link is lost at
 * once; one under way when the link is cut still arrives.
 */
public final class Network {
    private record Link(long from, long to) {}

    private final List<Message> inFlight = new ArrayList<>();
    private final Set<Link> cuts = new HashSet<>();
    private final List<MessagePick> held = new ArrayList<>();

    void send(Message message) {
        if (!isCut(message)) {
            inFlight.add(message);
        }
    }

    public void cut(long from, long to) {
        cuts.add(new Link(from, to));
    }

    public void heal() {
        cuts.clear();
    }

    /** Messages that match stay in flight until somebody delivers them by name, or the hold ends. */
    public void hold(MessagePick pick) {
        held.add(pick);
    }

    public void release() {
        held.clear();
    }

    private boolean isCut(Message message) {
        return cuts.contains(new Link(message.from(), message.to()));
    }

    String describe(Message message) {
        return MessageText.of(message) + (isCut(message) ? " (lost)" : "");
    }

    public List<Message> inFlight() {
        return List.copyOf(inFlight);
    }

    /** Takes what is meant out of the network, in the order of sending, but no more than so many. */
    public List<Message> take(MessagePick pick, long most) {
        List<Message> taken = new ArrayList<>();
        for (Iterator<Message> rest = inFlight.iterator(); rest.hasNext() && taken.size() < most; ) {
            Message message = rest.next();
            if (pick.means(message)) {
                taken.add(message);
                rest.remove();
            }
        }
        return taken;
    }

    /** Takes what goes to a member from one of these, but nothing that is held. */
    List<Message> arriving(long to, Set<Long> from) {
        List<Message> taken = inFlight.stream()
                .filter(message -> message.to() == to && from.contains(message.from()))
                .filter(message -> held.stream().noneMatch(pick -> pick.means(message)))
                .toList();
        inFlight.removeAll(taken);
        return taken;
    }

    /** What is meant arrives twice: the copy comes last. */
    public List<Message> duplicate(MessagePick pick) {
        List<Message> copies = inFlight.stream().filter(pick::means).toList();
        inFlight.addAll(copies);
        return copies;
    }
}
