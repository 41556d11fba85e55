package dev.pharos.kvstore.datadir;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.datadir.Content.Broken;
import dev.pharos.kvstore.datadir.Content.RestoredFromBackup;
import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.snapshot.SnapshotStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The members of a restored folder. Who they are stands in its log: the database of etcd 3.4 does not name them
 * after a restore, that of later releases repeats what the log says.
 */
final class RestoredMembers {
    private RestoredMembers() {}

    static Content read(DataDir dir, LogFacts log, SnapshotStore snapshots) {
        Optional<Snapshot> snapshot = snapshots.load(log.marker());
        if (snapshot.isEmpty()) {
            return new Broken("the log in " + dir.log() + " begins with the snapshot at " + log.marker()
                    + ", which is missing in " + dir.snapshots() + "; restore the backup again into a new folder");
        }
        List<Member> members = new ArrayList<>();
        for (Entry entry : log.changes()) {
            try {
                MembershipChange change = MembershipChangeCodec.decode(entry);
                members.add(MemberJson.read(new String(change.context().array(), UTF_8)));
            } catch (MalformedRecord | IllegalArgumentException malformed) {
                return new Broken("entry " + entry.id() + " of the log in " + dir.log() + " names no member: "
                        + malformed.getMessage());
            }
        }
        var membership = snapshot.get().membership();
        boolean complete = membership.members().size() == members.size()
                && members.stream().allMatch(member -> membership.contains(member.id()));
        if (!complete || !membership.contains(log.identity().memberId())) {
            return new Broken("the log in " + dir.log() + " of " + log.identity() + " names " + members
                    + ", but the snapshot says " + membership);
        }
        return new RestoredFromBackup(log.identity(), log.marker(), membership, members);
    }
}
