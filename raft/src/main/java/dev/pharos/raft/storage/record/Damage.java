package dev.pharos.raft.storage.record;

/**
 * Why no record could be read at {@code start}. {@code end} is where the record would end by its frame,
 * possibly behind the end of the file; {@code start} itself where the frame makes no sense.
 */
public record Damage(long start, long end, String reason) {}
