package dev.pharos.kvstore.watch;

import dev.pharos.kvstore.watch.protocol.WatchMetrics;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a hub stands in.
 *
 * @param nanoClock as {@link System#nanoTime}; used for progress notices only
 * @param random used on the hub's thread only
 * @param onFailure hears of what ends the hub against its will: a bug, or a history that cannot be read. The hub
 *     ends its streams by itself
 */
public record HubSetting(
        LongSupplier nanoClock, RandomGenerator random, WatchMetrics metrics, Consumer<Throwable> onFailure) {
    public static HubSetting of(WatchMetrics metrics, Consumer<Throwable> onFailure) {
        return new HubSetting(System::nanoTime, new SplittableRandom(), metrics, onFailure);
    }
}
