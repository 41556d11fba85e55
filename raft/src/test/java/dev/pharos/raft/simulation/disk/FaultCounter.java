package dev.pharos.raft.simulation.disk;

import java.util.EnumMap;
import java.util.Map;

/** How often each fault was done. */
final class FaultCounter {
    private final EnumMap<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);

    void count(FaultKind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    Map<FaultKind, Long> counts() {
        return new EnumMap<>(counts);
    }
}
