/**
 * <b>What lives here.</b> The behaviour that clients depend on, rule by rule, with one test for each. A test's
 * name begins with the number of its rule.
 *
 * <p><b>Where it stands.</b> Outside: a server of one member is reached over gRPC alone.
 *
 * <p><b>Thread.</b> The test's own; streams are recorded on gRPC's threads.
 *
 * <p><b>May use.</b> {@code blackbox}'s fixtures, {@code server}'s {@code LocalCluster}, gRPC, the generated
 * messages, {@code wire}'s errors.
 */
@NullMarked
package dev.pharos.kvstore.contract;

import org.jspecify.annotations.NullMarked;
