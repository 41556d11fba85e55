package dev.pharos.kvstore.logging;

/** A name and a value beside a message; see {@link LogEntry#with} for the kinds of values. */
public record LogField(String name, Object value) {}
