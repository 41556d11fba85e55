package dev.pharos.raft.node;

import dev.pharos.raft.machine.RaftObserver;
import java.util.function.LongSupplier;

/** Who watches a member, and by which clock. */
record Instruments(RaftObserver observer, LongSupplier nanoClock) {}
