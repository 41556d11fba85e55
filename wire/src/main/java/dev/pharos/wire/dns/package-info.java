/**
 * <b>What lives here.</b> The question to name servers where a service is, {@link dev.pharos.wire.dns.NameServers}, and
 * one answer to it, {@link dev.pharos.wire.dns.SrvRecord}. Members that look for each other and clients that look for
 * members ask it alike, under names that belong to the contract with etcd as much as messages do:
 *
 * <pre>
 *   _etcd-server-ssl[-NAME]._tcp.DOMAIN    members, for each other, with TLS
 *   _etcd-server[-NAME]._tcp.DOMAIN        and without
 *   _etcd-client-ssl[-NAME]._tcp.DOMAIN    members, for clients, with TLS
 *   _etcd-client[-NAME]._tcp.DOMAIN        and without
 * </pre>
 *
 * <p><b>Where it stands.</b> At the bottom, for the columns of the server and of the client have nothing else in
 * common.
 *
 * <p><b>Thread.</b> Any; a question waits for its answer.
 *
 * <p><b>May use.</b> The JDK alone, JNDI for its DNS provider.
 */
@NullMarked
package dev.pharos.wire.dns;

import org.jspecify.annotations.NullMarked;
