/**
 * <b>What lives here.</b> The alarms that members have raised: no space left, data that differs.
 *
 * <p><b>Where it stands.</b> {@code apply} raises and clears them by entries of the log and lets them close
 * the door to requests; the services and the health checks show them.
 *
 * <p><b>Thread.</b> The apply thread changes {@link dev.pharos.kvstore.alarm.AlarmBook}; any thread reads.
 *
 * <p><b>May use.</b> {@code model}.
 */
@NullMarked
package dev.pharos.kvstore.alarm;

import org.jspecify.annotations.NullMarked;
