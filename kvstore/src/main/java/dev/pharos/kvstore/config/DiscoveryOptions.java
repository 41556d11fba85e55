package dev.pharos.kvstore.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to find the first members without naming them. All empty when they are named.
 *
 * @param formerUrl the address of a service of etcd's v2 times
 */
public record DiscoveryOptions(
        List<String> endpoints,
        String token,
        String srvDomain,
        String srvName,
        String formerUrl,
        Calls calls,
        Secrets secrets) {
    public DiscoveryOptions {
        endpoints = List.copyOf(endpoints);
    }

    /** The patience with the registry. */
    public record Calls(
            Duration dialTimeout, Duration requestTimeout, Duration keepaliveTime, Duration keepaliveTimeout) {}

    /** What the registry is shown. */
    public record Secrets(
            boolean insecureTransport,
            boolean insecureSkipTlsVerify,
            Optional<String> certFile,
            Optional<String> keyFile,
            Optional<String> caFile,
            String user,
            String password) {}
}
