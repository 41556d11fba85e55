package dev.pharos.kvstore.chaos;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time in which a trouble lasts: nothing is waited for, so nothing can come too early. */
final class Pause {
    private Pause() {}

    static void millis(long millis) {
        try {
            boolean impossible = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
            if (impossible) {
                throw new AssertionError();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }
}
