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

    Announcement(Proposer proposer) {
        this.proposer = proposer;
    }

    /** @param clusterVersion as decided so far; empty if it is not, and then there may be members of any release */
    CompletableFuture<Outcome> attributes(long member, String name, List<String> clientUrls, String clusterVersion) {
        if (isOld(clusterVersion)) {
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

    /**
     * Sets the version of the cluster.
     *
     * @param decided what it becomes, {@code X.Y.Z}; members that must understand this are of no lower one
     */
    CompletableFuture<Outcome> version(String decided) {
        return isOld(decided)
                ? put("/0/version", decided)
                : proposer.propose(InternalRaftRequest.newBuilder()
                        .setClusterVersionSet(
                                ClusterVersionSetRequest.newBuilder().setVer(decided)));
    }

    private static boolean isOld(String version) {
        return version.isEmpty() || Versions.isBelow(version, FIRST_WITH_COMMANDS);
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
