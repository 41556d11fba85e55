package dev.pharos.kvstore.chaos;

import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether all members of a cluster that is well again say the same. For one use by one thread. */
final class Agreement {
    private final Cluster cluster;

    Agreement(Cluster cluster) {
        this.cluster = cluster;
    }

    List<String> disagreements() {
        List<String> broken = new ArrayList<>();
        long revision = Long.MAX_VALUE;
        for (Member member : cluster.members()) {
            revision = Math.min(revision, hash(member, 0).getHashRevision());
        }
        Map<Member, String> hashes = new HashMap<>();
        Map<Member, Object> lists = new HashMap<>();
        for (Member member : cluster.members()) {
            HashKVResponse hash = hash(member, revision);
            hashes.put(member, hash.getHash() + ", compacted at " + hash.getCompactRevision());
            lists.put(
                    member,
                    member.connection()
                            .cluster()
                            .memberList(MemberListRequest.newBuilder()
                                    .setLinearizable(true)
                                    .build())
                            .getMembersList());
        }
        if (hashes.values().stream().distinct().count() != 1) {
            broken.add("hashes at " + revision + ": " + hashes);
        }
        if (lists.values().stream().distinct().count() != 1) {
            broken.add("lists of members: " + lists);
        }
        int listed = ((List<?>) lists.values().iterator().next()).size();
        if (listed != cluster.members().size()) {
            broken.add(cluster.members() + " are listed as " + lists);
        }
        return broken;
    }

    private static HashKVResponse hash(Member member, long revision) {
        return member.connection()
                .maintenance()
                .hashKV(HashKVRequest.newBuilder().setRevision(revision).build());
    }
}
