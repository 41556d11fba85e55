package dev.pharos.kvstore.chaos;

import dev.pharos.testkit.linearizability.models.MapOutput;

/**
 * What a client was answered.
 *
 * @param revision of the change; of the state that was looked at, where nothing changed
 */
record Seen(MapOutput<String, String> output, long revision, Effect effect) {
    enum Effect {
        CHANGED,
        ONLY_READ
    }

    boolean changed() {
        return effect == Effect.CHANGED;
    }
}
