package dev.pharos.raft.scenario.stage;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The members of one scenario and the network between them. */
public final class Stage {
    private static final int MOST_PASSES = 200;

    private final Network network = new Network();
    private final Map<Long, Member> members = new TreeMap<>();

    public void add(MemberSetup setup) {
        members.put(setup.id(), new Member(setup, network));
    }

    public Network network() {
        return network;
    }

    public Member member(long id) {
        Member member = members.get(id);
        if (member == null) {
            throw new ScenarioFault("there is no member " + id);
        }
        return member;
    }

    public Collection<Member> members() {
        return members.values();
    }

    public void arrive(Message message, Transcript out) {
        Member receiver = member(message.to());
        out.line(MessageText.of(message) + (receiver.isUp() ? "" : " (down)"));
        if (receiver.isUp()) {
            receiver.core().step(message);
        }
    }

    /** Lets the named members do all there is to do among themselves, one after the other, until nothing happens. */
    public void settle(Collection<Member> among, Transcript out) {
        Set<Long> ids = new TreeSet<>(among.stream().map(Member::id).toList());
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            boolean quiet = true;
            for (Member member : among) {
                quiet &= !turn(member, ids, out);
            }
            if (quiet) {
                return;
            }
        }
        throw new ScenarioFault("the members do not come to rest");
    }

    /** What a member does when it is its turn: hear, act, write, apply. Whether there was anything to do. */
    private boolean turn(Member member, Set<Long> among, Transcript out) {
        List<Message> arriving = network.arriving(member.id(), among);
        if (!member.isUp()) {
            return false;
        }
        for (Message message : arriving) {
            member.core().step(message);
            if (message instanceof InstallSnapshot && member(message.from()).isUp()) {
                member(message.from()).core().snapshotDelivered(member.id());
            }
        }
        boolean busy = member.ready(out)
                || member.hasWrites()
                || member.hasJobs()
                || member.hasRecalls()
                || !arriving.isEmpty();
        while (member.hasWrites()) {
            member.persistNext();
        }
        while (member.hasJobs()) {
            member.applyNext();
        }
        while (member.hasRecalls()) {
            out.line(member.id() + " recalled " + EntryText.of(member.recallNext(false)));
        }
        return busy;
    }
}
