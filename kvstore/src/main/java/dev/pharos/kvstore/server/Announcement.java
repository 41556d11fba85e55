package dev.pharos.kvstore.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.replication.Proposer;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.Request;
import dev.pharos.wire.proto.membershippb.Attributes;
import dev.pharos.wire.proto.membershippb.ClusterMemberAttrSetRequest;
import dev.pharos.wire.proto.membershippb.ClusterVersionSetRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What members say of themselves and of the cluster, in the form that all of the cluster understand: those of etcd
 * 3.4 know only puts on the old tree of paths.
 */
final class Announcement {
    private static final String FIRST_WITH_COMMANDS = "3.5.0";

    private final Proposer proposer;
    private final boolean isOld;

    /** @param lowest what the lowest of the members speaks, as far as is known */
    Announcement(Proposer proposer, String lowest) {
        this.proposer = proposer;
        this.isOld = Versions.isBelow(lowest, FIRST_WITH_COMMANDS);
    }

    CompletableFuture<Outcome> attributes(long member, String name, List<String> clientUrls) {
        if (isOld) {
            JsonObject json = new JsonObject();
            json.addProperty("name", name);
            JsonArray urls = new JsonArray();
            clientUrls.forEach(urls::add);
            json.add("clientURLs", urls);
            return put("/0/members/" + Long.toHexString(member) + "/attributes", json.toString());
        }
        return proposer.propose(InternalRaftRequest.newBuilder()
                .setClusterMemberAttrSet(ClusterMemberAttrSetRequest.newBuilder()
                        .setMemberID(member)
                        .setMemberAttributes(
                                Attributes.newBuilder().setName(name).addAllClientUrls(clientUrls))));
    }

    /** Sets the version of the cluster, {@code X.Y.Z}. */
    CompletableFuture<Outcome> version(String decided) {
        return isOld
                ? put("/0/version", decided)
                : proposer.propose(InternalRaftRequest.newBuilder()
                        .setClusterVersionSet(
                                ClusterVersionSetRequest.newBuilder().setVer(decided)));
    }

    private CompletableFuture<Outcome> put(String path, String value) {
        return proposer.proposeRaw(id -> Request.newBuilder()
                .setID(id)
                .setMethod("PUT")
                .setPath(path)
                .setVal(value)
                .build()
                .toByteArray());
    }
}
