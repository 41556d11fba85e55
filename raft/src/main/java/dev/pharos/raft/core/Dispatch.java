package dev.pharos.raft.core;

import dev.pharos.raft.core.Ready.Write;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.log.WriteLedger;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts together what has to be done: what the disk lacks becomes a write, and each message goes out now or
 * behind that write, by what it promises.
 */
final class Dispatch {
    private final CoreState state;
    private final Journal journal;

    Dispatch(CoreState state) {
        this.state = state;
        this.journal = state.journal;
    }

    Ready next() {
        Optional<Snapshot> install = journal.takeInstall();
        List<Entry> entries = journal.unwritten();
        HardState hardState = state.ballot.hardState(journal.committed());
        boolean binds = hardState.bindsMoreThan(journal.ledger().handedOutState());
        boolean writes = binds || install.isPresent() || !entries.isEmpty();

        List<Message> now = new ArrayList<>();
        List<Message> after = new ArrayList<>();
        boolean diskIsBehind = writes || !journal.ledger().isClean();
        boolean termIsNew = binds || !state.isBallotPersisted();
        for (Message message : state.outbox.takeMessages()) {
            boolean waits = diskIsBehind && Outbox.needsDisk(message, termIsNew);
            (waits ? after : now).add(message);
        }
        Optional<Write> write = writes || !after.isEmpty()
                ? Optional.of(handOut(hardState, entries, install, after))
                : Optional.empty();
        Optional<Snapshot> restore = journal.takeRestore();
        List<Entry> committed = journal.takeCommitted(state.options.flow().maxApplyingBytes());
        Outbox outbox = state.outbox;
        return new Ready(write, now, restore, committed, outbox.takeReads(), outbox.takeRecalls(), outbox.takeEvents());
    }

    private Write handOut(HardState hardState, List<Entry> entries, Optional<Snapshot> install, List<Message> after) {
        WriteLedger ledger = journal.ledger();
        boolean changed = !hardState.equals(ledger.handedOutState());
        long number = ledger.handOut(hardState, journal.lastIndex());
        return new Write(number, changed ? Optional.of(hardState) : Optional.empty(), entries, install, after);
    }
}
