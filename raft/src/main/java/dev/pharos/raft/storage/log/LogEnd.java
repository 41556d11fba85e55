package dev.pharos.raft.storage.log;

import dev.pharos.raft.model.HardState;

/** Where a log that was read ends: what appending to it goes on from. */
public record LogEnd(long offset, int crc, long lastIndex, HardState hardState) {}
