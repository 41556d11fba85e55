package dev.pharos.kvstore.datadir;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.SnapshotMarker;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes what {@code etcdctl snapshot restore} makes: founders in the log, a marker, a raft snapshot. */
final class RestoredFolder {
    static final LogIdentity IDENTITY = new LogIdentity(0xa1, 0xc1);
    static final List<Member> MEMBERS = List.of(
            Member.voter(0xa1, List.of("http://127.0.0.1:1")).named("m", List.of()),
            Member.voter(0xa2, List.of("http://127.0.0.1:2")).named("n", List.of()));
    static final Membership MEMBERSHIP = Membership.ofVoters(0xa1, 0xa2);
    static final EntryId AT = new EntryId(1, 2);
    private static final LogOptions SMALL = LogOptions.ofSegmentBytes(1 << 16);

    private final Path root;

    RestoredFolder(Path root) {
        this.root = root;
    }

    DataDir dir() {
        return DataDir.at(root, Optional.empty());
    }

    /** The log and the raft snapshot. The database has to be put beside it. */
    RestoredFolder make() {
        try (MemberStorage storage = open()) {
            RecoveredLog created = storage.create(IDENTITY);
            created.log().persist(List.of(LogWrite.of(new HardState(1, 0xa1, 2), founders())));
            storage.snapshots().save(new Snapshot(AT, MEMBERSHIP, Payload.utf8("{}")));
            created.log().persist(List.of(LogWrite.of(new SnapshotMarker(AT, Membership.EMPTY))));
        }
        return this;
    }

    /** A log as it is before the marker, or of a member that was founded. */
    RestoredFolder makeFounders() {
        try (MemberStorage storage = open()) {
            RecoveredLog created = storage.create(IDENTITY);
            created.log().persist(List.of(LogWrite.of(new HardState(1, 0xa1, 2), founders())));
        }
        return this;
    }

    /** What a leader writes first. */
    RestoredFolder run() {
        try (MemberStorage storage = open()) {
            Entry first = new Entry(EntryType.NORMAL, 2, 3, Payload.EMPTY);
            storage.recover().log().persist(List.of(LogWrite.of(new HardState(2, 0xa1, 2), List.of(first))));
        }
        return this;
    }

    RecoveredLog recovered() {
        try (MemberStorage storage = open()) {
            return storage.recover();
        }
    }

    private MemberStorage open() {
        return MemberStorage.inFolder(root.resolve("member"), SMALL, Runnable::run);
    }

    private static List<Entry> founders() {
        List<Entry> entries = new ArrayList<>();
        for (Member member : MEMBERS) {
            Payload context = Payload.wrap(MemberJson.write(member).getBytes(UTF_8));
            MembershipChange change =
                    new MembershipChange(Transition.AUTO, List.of(new Step(StepKind.ADD_VOTER, member.id())), context);
            Payload data = MembershipChangeCodec.encode(EntryType.CHANGE, change);
            entries.add(new Entry(EntryType.CHANGE, 1, entries.size() + 1, data));
        }
        return entries;
    }

    boolean hasStore() {
        return Files.exists(dir().store());
    }
}
