/**
 * <b>What lives here.</b> The pages by which others see how a member does: {@code /health}, {@code /livez}
 * and {@code /readyz} with their single checks, {@code /version}. What they tell comes through the port
 * {@link dev.pharos.kvstore.http.health.MemberView}; that they were asked is told to a {@link
 * dev.pharos.kvstore.http.health.HealthListener}.
 *
 * <p><b>Where it stands.</b> Above {@code http.exchange}; the server adapts its parts to the ports.
 *
 * <p><b>Thread.</b> Any; nothing here is mutable. Checks are asked on event loops and answer when they can.
 *
 * <p><b>May use.</b> {@code http.exchange}, {@code http.json}, gRPC's statuses, {@code java.lang}, {@code
 * java.util}.
 */
@NullMarked
package dev.pharos.kvstore.http.health;

import org.jspecify.annotations.NullMarked;
