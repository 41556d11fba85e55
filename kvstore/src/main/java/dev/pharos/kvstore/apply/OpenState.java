package dev.pharos.kvstore.apply;

import dev.pharos.raft.machine.StateMachine.AppliedState;

/**
 * A store that is open for entries.
 *
 * @param rows what the parts write beside the keys
 * @param applied how far the store was when it was opened
 */
public record OpenState(AppliedParts parts, StateRows rows, AppliedState applied) {}
