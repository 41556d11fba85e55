package dev.pharos.kvstore.logging;

/**
 * When the log file is set aside.
 *
 * @param maxMegabytes the size beyond which a new file begins
 * @param maxAgeDays how long an old file is kept; 0 is for ever
 * @param maxBackups how many old files are kept; 0 is all
 * @param localTime whether the names of old files carry local time rather than UTC
 */
public record LogRotation(int maxMegabytes, int maxAgeDays, int maxBackups, boolean localTime) {}
