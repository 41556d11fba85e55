package dev.pharos.raft.storage.recovery;

/**
 * The place in the newest segment behind the last good record, the checksum up to there, and up to where
 * the records before it prove that they were synced.
 */
record ScanEnd(long offset, int crc, long provenSynced) {}
