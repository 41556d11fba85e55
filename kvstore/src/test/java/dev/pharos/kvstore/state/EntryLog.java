package dev.pharos.kvstore.state;

import dev.pharos.kvstore.apply.RandomCommands;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.membershippb.ClusterVersionSetRequest;
import java.util.ArrayList;
import java.util.List;

/** What all members apply, each as far as it is. */
final class EntryLog {
    static final long TERM = 3;

    private final List<Entry> entries = new ArrayList<>();

    /** Two voters, of which one has said its name, a learner, a member that was removed, and a version. */
    EntryLog founded() {
        for (long id = 1; id <= 3; id++) {
            change(StepKind.ADD_VOTER, Member.voter(id, List.of("http://127.0.0.1:" + id)));
        }
        Member learner = new Member(0xf00d_0000_0000_0004L, "", List.of("http://l:4"), List.of(), Member.Kind.LEARNER);
        change(StepKind.ADD_LEARNER, learner);
        change(StepKind.REMOVE, Member.voter(3, List.of()));
        var attributes = InternalRaftRequest.newBuilder();
        attributes.getClusterMemberAttrSetBuilder().setMemberID(2);
        attributes
                .getClusterMemberAttrSetBuilder()
                .getMemberAttributesBuilder()
                .setName("two")
                .addClientUrls("http://127.0.0.1:22");
        add(attributes);
        return add(InternalRaftRequest.newBuilder()
                .setClusterVersionSet(ClusterVersionSetRequest.newBuilder().setVer("3.6.0")));
    }

    void change(StepKind kind, Member member) {
        MembershipChange change = new MembershipChange(
                Transition.AUTO, List.of(new Step(kind, member.id())), Payload.utf8(MemberJson.write(member)));
        append(EntryType.CHANGE, MembershipChangeCodec.encode(EntryType.CHANGE, change));
    }

    EntryLog add(InternalRaftRequest.Builder request) {
        append(EntryType.NORMAL, Payload.wrap(request.build().toByteArray()));
        return this;
    }

    EntryLog random(long seed, int count) {
        RandomCommands chance = new RandomCommands(seed);
        for (int i = 0; i < count; i++) {
            add(chance.next(2 + entries.size() / 3));
        }
        return this;
    }

    private void append(EntryType type, Payload data) {
        entries.add(new Entry(type, TERM, entries.size() + 1L, data));
    }

    long last() {
        return entries.size();
    }

    /** Those behind an index, through another. */
    List<Entry> between(long behind, long through) {
        return List.copyOf(entries.subList((int) behind, (int) through));
    }
}
