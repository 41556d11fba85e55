package dev.pharos.kvstore.config;

import java.util.List;

/**
 * The addresses of a member; each list is sorted.
 *
 * @param listenClientHttp where HTTP is served apart from gRPC; if empty, {@code listenClient} serves both
 */
public record MemberUrls(
        List<ServerUrl> listenPeer,
        List<ServerUrl> listenClient,
        List<ServerUrl> listenClientHttp,
        List<ServerUrl> listenMetrics,
        List<ServerUrl> advertisePeer,
        List<ServerUrl> advertiseClient) {
    public MemberUrls {
        listenPeer = List.copyOf(listenPeer);
        listenClient = List.copyOf(listenClient);
        listenClientHttp = List.copyOf(listenClientHttp);
        listenMetrics = List.copyOf(listenMetrics);
        advertisePeer = List.copyOf(advertisePeer);
        advertiseClient = List.copyOf(advertiseClient);
    }
}
