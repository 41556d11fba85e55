package dev.pharos.raft.core;

import dev.pharos.raft.core.Ready.ReadGrant;
import dev.pharos.raft.core.Ready.Write;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftEvent;
import dev.pharos.raft.model.RaftEvent.RoleTaken;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.model.VoteKind;
import java.util.List;
import java.util.Optional;

/** The {@link Ready} that a test wants to see, part by part; what is not named is to be empty. */
final class Wanted {
    static final Ready NOTHING =
            new Ready(Optional.empty(), List.of(), Optional.empty(), List.of(), List.of(), List.of(), List.of());

    private Wanted() {}

    static Ready now(Message... messages) {
        return new Ready(
                Optional.empty(), List.of(messages), Optional.empty(), List.of(), List.of(), List.of(), List.of());
    }

    static Ready write(Write write) {
        return new Ready(Optional.of(write), List.of(), Optional.empty(), List.of(), List.of(), List.of(), List.of());
    }

    static Ready apply(Entry... entries) {
        return new Ready(
                Optional.empty(), List.of(), Optional.empty(), List.of(entries), List.of(), List.of(), List.of());
    }

    static Ready restore(Snapshot snapshot) {
        return new Ready(
                Optional.empty(), List.of(), Optional.of(snapshot), List.of(), List.of(), List.of(), List.of());
    }

    static Ready grant(String context, long index) {
        ReadGrant grant = new ReadGrant(Payload.utf8(context), index);
        return new Ready(
                Optional.empty(), List.of(), Optional.empty(), List.of(), List.of(grant), List.of(), List.of());
    }

    static Ready told(RaftEvent... events) {
        return new Ready(
                Optional.empty(), List.of(), Optional.empty(), List.of(), List.of(), List.of(), List.of(events));
    }

    static Ready recall(Ready.Recall recall) {
        return new Ready(
                Optional.empty(), List.of(), Optional.empty(), List.of(), List.of(), List.of(recall), List.of());
    }

    /** Everything that any of these wants; two of them must not want the same part. */
    static Ready all(Ready... parts) {
        Ready all = NOTHING;
        for (Ready part : parts) {
            all = new Ready(
                    all.write().or(part::write),
                    either(all.sendNow(), part.sendNow()),
                    all.restore().or(part::restore),
                    either(all.committed(), part.committed()),
                    either(all.reads(), part.reads()),
                    either(all.recalls(), part.recalls()),
                    either(all.events(), part.events()));
        }
        return all;
    }

    private static <T> List<T> either(List<T> first, List<T> second) {
        return first.isEmpty() ? second : first;
    }

    static Write write(long number, Message... after) {
        return new Write(number, Optional.empty(), List.of(), Optional.empty(), List.of(after));
    }

    static Write write(long number, HardState state, Message... after) {
        return new Write(number, Optional.of(state), List.of(), Optional.empty(), List.of(after));
    }

    /** The same write with these entries. */
    static Write with(Write write, Entry... entries) {
        return new Write(write.number(), write.hardState(), List.of(entries), write.install(), write.sendAfter());
    }

    static Write with(Write write, Snapshot snapshot) {
        return new Write(write.number(), write.hardState(), write.entries(), Optional.of(snapshot), write.sendAfter());
    }

    static RoleTaken role(RoleName role, long term, long leader) {
        return new RoleTaken(role, term, leader);
    }

    static Envelope to(long member, long term) {
        return new Envelope(Bench.SELF, member, term);
    }

    static Message.Append append(long to, long term, EntryId previous, long commit, Entry... entries) {
        return new Message.Append(to(to, term), previous, List.of(entries), commit);
    }

    static Message.AppendAccepted accepted(long to, long term, long index) {
        return new Message.AppendAccepted(to(to, term), index);
    }

    static Message.AppendRejected rejected(long to, long term, long refused, EntryId hint) {
        return new Message.AppendRejected(to(to, term), refused, hint);
    }

    static Message.Heartbeat heartbeat(long to, long term, long commit, long round) {
        return new Message.Heartbeat(to(to, term), commit, Said.round(round));
    }

    static Message.VoteRequest voteRequest(long to, long term, VoteKind kind, EntryId last) {
        return new Message.VoteRequest(to(to, term), kind, last);
    }

    static Message.VoteAnswer answer(long to, long term, VoteKind kind, Verdict verdict) {
        return new Message.VoteAnswer(to(to, term), kind, verdict);
    }
}
