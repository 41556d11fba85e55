package dev.pharos.kvstore.alarm;

/** Where alarms are kept; the rows become durable together with the entry that made them. */
public interface AlarmRows {
    void raised(Alarm alarm);

    void cleared(Alarm alarm);
}
