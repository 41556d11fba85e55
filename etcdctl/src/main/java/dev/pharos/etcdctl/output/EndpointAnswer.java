package dev.pharos.etcdctl.output;

/** What one endpoint answered. */
public record EndpointAnswer<A>(String endpoint, A answer) {}
