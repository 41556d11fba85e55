package dev.pharos.testkit.architecture.planted.stray.low;

/** What the others stand on. */
public record Bottom() {}
