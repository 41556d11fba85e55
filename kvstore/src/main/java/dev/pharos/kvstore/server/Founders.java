package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.ClusterIds;
import dev.pharos.kvstore.config.DiscoveryOptions;
import dev.pharos.kvstore.config.InitialCluster;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.discovery.TokenDiscovery;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who begins a cluster. The options say it, or a registry in which all of them meet.
 *
 * @param token keeps clusters of equal members apart
 */
record Founders(InitialCluster cluster, String token) {
    static Founders of(ServerOptions options) throws InterruptedException {
        DiscoveryOptions discovery = options.bootstrap().discovery();
        return discovery.endpoints().isEmpty()
                ? new Founders(
                        parse(options.bootstrap().initialCluster()),
                        options.bootstrap().token())
                : new Founders(parse(meet(discovery, options)), discovery.token());
    }

    static InitialCluster parse(String text) {
        try {
            return InitialCluster.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new StartFailure("error setting up initial cluster: " + malformed.getMessage(), malformed);
        }
    }

    private static String meet(DiscoveryOptions discovery, ServerOptions options) throws InterruptedException {
        List<String> urls = options.member().urls().advertisePeer().stream()
                .map(ServerUrl::toString)
                .toList();
        String name = options.member().name();
        String self = urls.stream().map(url -> name + "=" + url).collect(Collectors.joining(","));
        try (TokenDiscovery registry = new TokenDiscovery(discovery)) {
            return registry.join(ClusterIds.ofFounder(urls, discovery.token()), self);
        }
    }
}
