/**
 * <b>What lives here.</b> Tests of snapshots that one member makes and another one installs, on real folders and
 * without a network.
 *
 * <p><b>Where it stands.</b> Tests only.
 *
 * <p><b>Thread.</b> The test's.
 *
 * <p><b>May use.</b> Everything.
 */
package dev.pharos.kvstore.state;
