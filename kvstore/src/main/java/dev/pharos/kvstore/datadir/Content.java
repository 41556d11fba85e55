package dev.pharos.kvstore.datadir;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.storage.record.LogIdentity;
import java.util.List;

/** What a start finds in a data folder. */
public sealed interface Content {
    /** Nothing that anybody relies on: a new member, perhaps one whose first start was interrupted. */
    record Empty() implements Content {}

    /** A member of this program. */
    record Ours() implements Content {}

    /**
     * What {@code snapshot restore} of etcd's tools has made out of a backup, and no etcd has been started on.
     *
     * @param at where the log begins; the database holds the state there
     * @param members all of the membership, as the restore named them
     */
    record RestoredFromBackup(LogIdentity identity, EntryId at, Membership membership, List<Member> members)
            implements Content {
        public RestoredFromBackup {
            members = List.copyOf(members);
        }
    }

    /**
     * A member of etcd.
     *
     * @param advice why it is not taken over, and how its data can move
     */
    record OfEtcd(String advice) implements Content {}

    /**
     * Neither one thing nor the other.
     *
     * @param reason what is missing or wrong
     */
    record Broken(String reason) implements Content {}
}
