package dev.pharos.kvstore.logging;

/** The shape of a line. */
public enum LogFormat {
    /** One JSON object. */
    JSON,
    /** Columns separated by tabs, the fields as a JSON object at the end. */
    CONSOLE
}
