package dev.pharos.raft.simulation;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.machine.ProposalResults;
import dev.pharos.raft.machine.SnapshotImage;
import dev.pharos.raft.machine.StateMachine;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.testkit.linearizability.models.MapInput;
import dev.pharos.testkit.linearizability.models.MapOutput;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * A small map, and a hash over every entry ever applied, so that two machines are equal exactly if they
 * applied the same entries in the same order, be it from the log or by way of a snapshot.
 */
final class SimMachine implements StateMachine<MapOutput<Integer, Long>> {
    /** What a machine with a disk of its own has there. */
    static final class OwnDisk {
        private State flushed = State.EMPTY;
    }

    private record State(AppliedState applied, long chain, Map<Integer, Long> map) {
        static final State EMPTY = new State(AppliedState.NOTHING, 0, Map.of());
    }

    /** Sees what the machine sees; the invariants listen here. */
    interface Witness {
        void applied(Entry entry, long chain);

        void membershipApplied(Entry entry, MembershipChange change, boolean accepted, Membership membership);

        void restored(EntryId at, Membership membership, long chain);
    }

    private final OwnDisk disk;
    private final boolean keepsFiles;
    private final BooleanSupplier flushesNow;
    private final Witness witness;
    private final Map<Integer, Long> map = new TreeMap<>();
    private long chain;
    private EntryId applied = EntryId.ZERO;
    private Membership membership = Membership.EMPTY;

    SimMachine(OwnDisk disk, boolean keepsFiles, BooleanSupplier flushesNow, Witness witness) {
        this.disk = disk;
        this.keepsFiles = keepsFiles;
        this.flushesNow = flushesNow;
        this.witness = witness;
    }

    Map<Integer, Long> map() {
        return map;
    }

    EntryId applied() {
        return applied;
    }

    long chain() {
        return chain;
    }

    @Override
    public AppliedState recovered() {
        State state = keepsFiles ? disk.flushed : State.EMPTY;
        take(state);
        return state.applied();
    }

    private void take(State state) {
        map.clear();
        map.putAll(state.map());
        chain = state.chain();
        applied = state.applied().applied();
        membership = state.applied().membership();
    }

    private State state() {
        return new State(new AppliedState(applied, membership), chain, Map.copyOf(map));
    }

    @Override
    public void apply(Entry entry, ProposalResults<MapOutput<Integer, Long>> results) {
        link(entry);
        if (!entry.data().isEmpty()) {
            SimCommand command = SimCommand.decode(entry.data());
            MapInput<Integer, Long> input = command.asInput();
            MapOutput<Integer, Long> output = input.answer(map);
            Map<Integer, Long> next = input.next(map);
            if (next != map) {
                Long value = next.get(command.key());
                if (value == null) {
                    map.remove(command.key());
                } else {
                    map.put(command.key(), value);
                }
            }
            results.complete(command.requestId(), output);
        }
        flushNowAndThen();
    }

    private void link(Entry entry) {
        applied = entry.id();
        chain = chain * 0x5DEECE66DL
                + (entry.term() * 31 + entry.index()) * 31
                + entry.data().hashCode();
        witness.applied(entry, chain);
    }

    private void flushNowAndThen() {
        if (keepsFiles && flushesNow.getAsBoolean()) {
            disk.flushed = state();
        }
    }

    /** Vetoes a few by a rule that every member follows. */
    @Override
    public ChangeVerdict judge(Entry entry, MembershipChange change) {
        return entry.index() > 20 && entry.data().hashCode() % 13 == 0 ? ChangeVerdict.VETOED : ChangeVerdict.ACCEPTED;
    }

    @Override
    public void applyMembership(Entry entry, Membership next, ProposalResults<MapOutput<Integer, Long>> results) {
        link(entry);
        membership = next;
        MembershipChange change = MembershipChangeCodec.decode(entry);
        witness.membershipApplied(entry, change, judge(entry, change) == ChangeVerdict.ACCEPTED, next);
        if (change.context().size() == Long.BYTES) {
            results.complete(ByteBuffer.wrap(change.context().array()).getLong(), new MapOutput.Done<>());
        }
        flushNowAndThen();
    }

    @Override
    public SnapshotImage capture(EntryId at, Membership group) {
        State frozen = state();
        return () -> {
            // Older than what was flushed meanwhile: a flush does not take anything back.
            if (keepsFiles && disk.flushed.applied().applied().index() < at.index()) {
                disk.flushed = frozen;
            }
            return encode(frozen);
        };
    }

    private static Payload encode(State state) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 4 + state.map().size() * 12);
        bytes.putLong(state.chain()).putInt(state.map().size());
        new TreeMap<>(state.map()).forEach((key, value) -> bytes.putInt(key).putLong(value));
        return Payload.wrap(bytes.array());
    }

    @Override
    public void restore(Snapshot snapshot) {
        ByteBuffer bytes = ByteBuffer.wrap(snapshot.data().array());
        chain = bytes.getLong();
        map.clear();
        for (int left = bytes.getInt(); left > 0; left--) {
            map.put(bytes.getInt(), bytes.getLong());
        }
        applied = snapshot.at();
        membership = snapshot.membership();
        if (keepsFiles) {
            disk.flushed = state();
        }
        witness.restored(applied, membership, chain);
    }
}
