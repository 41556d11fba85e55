package dev.pharos.raft.scenario.stage;

import dev.pharos.raft.core.Ready;
import dev.pharos.raft.core.Ready.Write;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.RaftEvent;
import dev.pharos.raft.model.RaftEvent.ImpossibleMessage;
import dev.pharos.raft.model.RaftEvent.MembershipTaken;
import dev.pharos.raft.model.RaftEvent.QuorumLost;
import dev.pharos.raft.model.RaftEvent.RoleTaken;
import dev.pharos.raft.model.RaftEvent.SnapshotNeeded;
import dev.pharos.raft.model.RaftEvent.TransferAbandoned;

/** How a {@link Ready} looks on the page, in the order in which the node carries it out. */
final class ReadyText {
    private ReadyText() {}

    static void describe(Ready ready, Network network, Transcript out) {
        ready.sendNow().forEach(message -> out.detail("now   " + network.describe(message)));
        ready.write().ifPresent(write -> {
            out.detail("write " + describe(write));
            write.sendAfter().forEach(message -> out.detail("after " + network.describe(message)));
        });
        ready.restore().ifPresent(snapshot -> out.detail("restore " + snapshot.at() + " " + snapshot.data()));
        if (!ready.committed().isEmpty()) {
            out.detail("apply " + EntryText.of(ready.committed()));
        }
        ready.reads().forEach(read -> out.detail("read  " + read.context() + " at " + read.index()));
        ready.recalls()
                .forEach(recall -> out.detail("recall " + recall.span().first() + " to "
                        + recall.span().last() + " of term " + recall.span().term() + " for " + recall.member()));
        ready.events().forEach(event -> out.detail("event " + describe(event)));
    }

    private static String describe(Write write) {
        StringBuilder text = new StringBuilder().append(write.number()).append(':');
        write.install().ifPresent(snapshot -> text.append(" snapshot=").append(snapshot.at()));
        if (!write.entries().isEmpty()) {
            text.append(" entries=").append(EntryText.of(write.entries()));
        }
        write.hardState().ifPresent(state -> text.append(' ').append(describe(state)));
        boolean empty = write.install().isEmpty()
                && write.entries().isEmpty()
                && write.hardState().isEmpty();
        return empty ? text + " nothing, but in order" : text.toString();
    }

    static String describe(HardState state) {
        return "term=" + state.term() + " vote=" + state.vote() + " commit=" + state.commit();
    }

    private static String describe(RaftEvent event) {
        if (event instanceof RoleTaken taken) {
            return taken.role() + " term=" + taken.term() + " leader=" + taken.leader();
        }
        if (event instanceof MembershipTaken taken) {
            return "membership " + taken.membership();
        }
        if (event instanceof QuorumLost lost) {
            return "quorum lost in term " + lost.term();
        }
        if (event instanceof SnapshotNeeded needed) {
            return "snapshot " + needed.at() + " needed by " + needed.member();
        }
        if (event instanceof TransferAbandoned abandoned) {
            return "transfer to " + abandoned.target() + " abandoned";
        }
        if (event instanceof ImpossibleMessage impossible) {
            return "impossible message " + MessageText.of(impossible.message());
        }
        return event.toString();
    }
}
