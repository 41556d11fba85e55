package dev.pharos.kvstore.backup;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;
import java.math.BigInteger;

/** The membership as etcd writes it into its database: raftpb.ConfState as JSON, without the empty lists. */
public final class ConfState {
    private ConfState() {}

    public static String toJson(Membership membership) {
        JsonObject json = new JsonObject();
        add(json, "voters", membership.voters());
        add(json, "learners", membership.learners());
        add(json, "voters_outgoing", membership.outgoing());
        add(json, "learners_next", membership.nextLearners());
        json.addProperty("auto_leave", membership.leaveMode() == LeaveMode.AUTOMATIC);
        return json.toString();
    }

    private static void add(JsonObject json, String name, MemberSet members) {
        if (!members.isEmpty()) {
            JsonArray ids = new JsonArray();
            for (int i = 0; i < members.size(); i++) {
                ids.add(new BigInteger(Long.toUnsignedString(members.get(i))));
            }
            json.add(name, ids);
        }
    }
}
