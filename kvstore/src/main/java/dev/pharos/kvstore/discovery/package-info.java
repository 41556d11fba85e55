/**
 * <b>What lives here.</b> How a member that knows nobody finds the first members of its cluster, and itself among them.
 * Either through keys in another cluster, the registry, which may be of this product or of etcd: {@link
 * dev.pharos.kvstore.discovery.TokenDiscovery} knows the rules, {@link dev.pharos.kvstore.discovery.Registry} the
 * calls.
 *
 * <pre>
 *   /_etcd/registry/TOKEN/_config/size     how many founders there shall be; put there beforehand
 *   /_etcd/registry/TOKEN/members/ID       NAME=URL of each that came; the first ones by create revision found
 * </pre>
 *
 * <p>Or through the SRV records of a domain: {@link dev.pharos.kvstore.discovery.SrvDiscovery} knows the rules, {@link
 * dev.pharos.wire.dns.NameServers} the questions.
 *
 * <pre>
 *   _etcd-server-ssl[-NAME]._tcp.DOMAIN    members with TLS
 *   _etcd-server[-NAME]._tcp.DOMAIN        members without
 * </pre>
 *
 * <p>{@link dev.pharos.kvstore.discovery.SameAddresses} tells whether addresses that are written differently lead to
 * the same places.
 *
 * <p><b>Where it stands.</b> {@code server} asks here when it has neither a log nor the names of the founders, and
 * compares what a member was told with what others say.
 *
 * <p><b>Thread.</b> The one that starts the server; calls to the registry and questions to name servers end within
 * their time.
 *
 * <p><b>May use.</b> {@code config}, {@code logging}, gRPC, the generated messages, {@code wire.dns}.
 */
@NullMarked
package dev.pharos.kvstore.discovery;

import org.jspecify.annotations.NullMarked;
