package dev.pharos.raft.storage.recovery;

/** The place in the newest segment behind the last good record, and the checksum up to there. */
record ScanEnd(long offset, int crc) {}
