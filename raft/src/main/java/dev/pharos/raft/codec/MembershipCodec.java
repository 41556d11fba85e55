package dev.pharos.raft.codec;

import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;

/** raftpb.ConfState. Its id lists are not packed (proto2), but packed ones are understood. */
public final class MembershipCodec {
    private static final int VOTERS = 1;
    private static final int LEARNERS = 2;
    private static final int VOTERS_OUTGOING = 3;
    private static final int LEARNERS_NEXT = 4;
    private static final int AUTO_LEAVE = 5;

    /** Far above any real group; keeps hostile bytes from costing more than their own length. */
    private static final int MAX_MEMBERS = 1024;

    private MembershipCodec() {}

    public static void write(Membership membership, ProtoWriter out) {
        write(VOTERS, membership.voters(), out);
        write(LEARNERS, membership.learners(), out);
        write(VOTERS_OUTGOING, membership.outgoing(), out);
        write(LEARNERS_NEXT, membership.nextLearners(), out);
        out.bool(AUTO_LEAVE, membership.leaveMode() == LeaveMode.AUTOMATIC);
    }

    public static Membership read(ProtoReader in) {
        MemberSet voters = MemberSet.EMPTY;
        MemberSet learners = MemberSet.EMPTY;
        MemberSet outgoing = MemberSet.EMPTY;
        MemberSet nextLearners = MemberSet.EMPTY;
        LeaveMode leaveMode = LeaveMode.EXPLICIT;
        while (in.next()) {
            switch (in.field()) {
                case VOTERS -> voters = read(in, voters);
                case LEARNERS -> learners = read(in, learners);
                case VOTERS_OUTGOING -> outgoing = read(in, outgoing);
                case LEARNERS_NEXT -> nextLearners = read(in, nextLearners);
                case AUTO_LEAVE -> leaveMode = in.bool() ? LeaveMode.AUTOMATIC : LeaveMode.EXPLICIT;
                default -> in.skip();
            }
        }
        require(disjoint(learners, voters) && disjoint(learners, outgoing), "a learner is a voter too");
        require(without(nextLearners, outgoing).isEmpty(), "a coming learner is no outgoing voter");
        require(!outgoing.isEmpty() || leaveMode == LeaveMode.EXPLICIT, "auto_leave outside a joint configuration");
        return new Membership(voters, outgoing, learners, nextLearners, leaveMode);
    }

    private static void write(int field, MemberSet members, ProtoWriter out) {
        for (int i = 0; i < members.size(); i++) {
            out.uint64(field, members.get(i));
        }
    }

    private static MemberSet read(ProtoReader in, MemberSet members) {
        if (!in.isBytes()) {
            return add(members, in.uint64());
        }
        MemberSet all = members;
        ProtoReader packed = in.message();
        while (!packed.isAtEnd()) {
            all = add(all, packed.varint());
        }
        return all;
    }

    private static MemberSet add(MemberSet members, long member) {
        require(members.size() < MAX_MEMBERS, "more than " + MAX_MEMBERS + " members in one list");
        return members.with(member);
    }

    private static boolean disjoint(MemberSet some, MemberSet others) {
        for (int i = 0; i < some.size(); i++) {
            if (others.contains(some.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static MemberSet without(MemberSet some, MemberSet others) {
        MemberSet rest = some;
        for (int i = 0; i < others.size(); i++) {
            rest = rest.without(others.get(i));
        }
        return rest;
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new MalformedRecord(reason);
        }
    }
}
