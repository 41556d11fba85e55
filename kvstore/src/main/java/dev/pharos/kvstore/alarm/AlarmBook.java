package dev.pharos.kvstore.alarm;

import dev.pharos.kvstore.alarm.Alarm.Kind;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import java.util.HashSet;
import java.util.Set;

/** The alarms that stand. Changed on the apply thread, read on any. */
public final class AlarmBook {
    private static final int MOST = 1000;

    private final AlarmRows rows;
    private volatile Set<Alarm> standing;

    public AlarmBook(Set<Alarm> start, AlarmRows rows) {
        this.standing = Set.copyOf(start);
        this.rows = rows;
    }

    public Set<Alarm> standing() {
        return standing;
    }

    public boolean stands(Kind kind) {
        for (Alarm alarm : standing) {
            if (alarm.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    /**
     * Raises an alarm.
     *
     * @throws Refusal if so many stand that nobody can have meant it; members are few, but clients may name any
     */
    public void raise(Alarm alarm) {
        if (standing.size() >= MOST && !standing.contains(alarm)) {
            throw new Refusal(EtcdError.TOO_MANY_REQUESTS);
        }
        Set<Alarm> more = new HashSet<>(standing);
        if (more.add(alarm)) {
            standing = Set.copyOf(more);
            rows.raised(alarm);
        }
    }

    /** Whether it stood. */
    public boolean clear(Alarm alarm) {
        Set<Alarm> fewer = new HashSet<>(standing);
        boolean stood = fewer.remove(alarm);
        if (stood) {
            standing = Set.copyOf(fewer);
            rows.cleared(alarm);
        }
        return stood;
    }
}
