/**
 * The network between the members of a cluster, made of proxies.
 *
 * <p><b>What lives here.</b> A gate stands before each member; the others know the member by the address of its gate.
 * What passes the gates is up to the {@link dev.pharos.kvstore.chaos.network.Weather} between two members.
 *
 * <p><b>Where it stands.</b> Below the campaign, which changes the weather. It knows nothing of what is said.
 *
 * <p><b>Thread.</b> One for each gate and two for each connection; {@code Network} may be used by any.
 *
 * <p><b>May use.</b> The JDK.
 */
package dev.pharos.kvstore.chaos.network;
