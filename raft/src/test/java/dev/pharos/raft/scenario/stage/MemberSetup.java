package dev.pharos.raft.scenario.stage;

import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.RaftOptions;

/**
 * What a member is before its log says anything. The group that a scenario begins with stands at index 0,
 * for spare members too, who are not in it: the founding entries of a real group are left out.
 */
public record MemberSetup(long id, RaftOptions options, Membership founding, int timeoutTicks) {}
