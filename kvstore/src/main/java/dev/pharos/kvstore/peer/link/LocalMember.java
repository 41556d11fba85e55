package dev.pharos.kvstore.peer.link;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/**
 * Who speaks.
 *
 * @param minimumClusterVersion the oldest cluster that the member can be part of
 */
public record LocalMember(
        long id, long clusterId, List<String> peerUrls, String serverVersion, String minimumClusterVersion) {
    public static final String FROM = "X-Server-From";
    public static final String VERSION = "X-Server-Version";
    public static final String MINIMUM_VERSION = "X-Min-Cluster-Version";
    public static final String CLUSTER = "X-Etcd-Cluster-ID";
    public static final String URLS = "X-PeerURLs";
    public static final String TO = "X-Raft-To";

    public LocalMember {
        peerUrls = List.copyOf(peerUrls);
    }

    /** What every request to another member says. */
    void introduce(HttpHeaders headers) {
        headers.set(FROM, Long.toHexString(id))
                .set(VERSION, serverVersion)
                .set(MINIMUM_VERSION, minimumClusterVersion)
                .set(CLUSTER, Long.toHexString(clusterId))
                .set(URLS, String.join(",", peerUrls));
    }
}
