package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.ClusterIds;
import dev.pharos.kvstore.config.BootstrapOptions;
import dev.pharos.kvstore.config.DiscoveryOptions;
import dev.pharos.kvstore.config.InitialCluster;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.discovery.SrvDiscovery;
import dev.pharos.kvstore.discovery.TokenDiscovery;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who begins a cluster. The options say it, the records of a domain, or a registry in which all of them meet.
 *
 * @param token keeps clusters of equal members apart
 */
record Founders(InitialCluster cluster, String token) {
    static Founders of(ServerOptions options, Informants informants) throws InterruptedException {
        BootstrapOptions bootstrap = options.bootstrap();
        DiscoveryOptions discovery = bootstrap.discovery();
        if (!discovery.endpoints().isEmpty()) {
            return new Founders(parse(meet(discovery, options)), discovery.token());
        }
        String named = discovery.srvDomain().isEmpty()
                ? bootstrap.initialCluster()
                : new SrvDiscovery(informants.services(), informants.hosts(), informants.log())
                        .members(
                                options.member().name(), options.member().urls().advertisePeer(), discovery);
        return new Founders(parse(named), bootstrap.token());
    }

    private static InitialCluster parse(String text) {
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
