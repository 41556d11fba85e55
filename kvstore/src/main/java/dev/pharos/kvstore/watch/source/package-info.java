/**
 * <b>What lives here.</b> Where events come from: the handover from the apply thread, the recent ones in
 * memory, and the history behind them, which is read on another thread.
 *
 * <p><b>Where it stands.</b> Below {@code delivery}, which takes stretches of events from here and shares them
 * out.
 *
 * <p><b>Thread.</b> The hub's owns everything but {@code Handover}, which has a lock, and the jobs that {@code
 * HistoryDesk} gives to its worker.
 *
 * <p><b>May use.</b> {@code kvstore.model}, {@code watch.protocol}, {@code wire}'s values and errors.
 */
@NullMarked
package dev.pharos.kvstore.watch.source;

import org.jspecify.annotations.NullMarked;
