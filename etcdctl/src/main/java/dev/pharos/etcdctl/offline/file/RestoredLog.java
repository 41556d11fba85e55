package dev.pharos.etcdctl.offline.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.cluster.V2Store;
import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.record.SnapshotMarker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The log of a restored folder: an entry for each founder, all committed, and a snapshot behind them. */
final class RestoredLog {
    private static final long TERM = 1;

    private RestoredLog() {}

    /** Where it ends. */
    static EntryId at(Founding founding) {
        return new EntryId(TERM, founding.members().size());
    }

    /** Everything is on disk when this returns. */
    static void write(Founding founding, Path wal, Path snapshots) throws IOException {
        List<Entry> entries = entries(founding);
        HardState committed = new HardState(TERM, founding.members().get(0).id(), entries.size());
        Snapshot snapshot =
                new Snapshot(at(founding), founding.membership(), Payload.utf8(V2Store.json(state(founding))));
        try (MemberStorage storage = MemberStorage.on(
                FolderDisk.at(wal), FolderDisk.at(snapshots), LogOptions.defaults(), RestoredLog::notNow)) {
            var log = storage.create(founding.identity()).log();
            log.persist(List.of(LogWrite.of(committed, entries)));
            storage.snapshots().save(snapshot);
            log.persist(List.of(LogWrite.of(SnapshotMarker.of(snapshot))));
        }
        Files.deleteIfExists(wal.resolve("lock"));
    }

    /** Nobody will write here for long enough to want a spare segment. */
    private static void notNow(Runnable preparation) {
        throw new RejectedExecutionException("no spare segment for " + preparation);
    }

    private static List<Entry> entries(Founding founding) {
        List<Entry> entries = new ArrayList<>();
        for (Member member : founding.members()) {
            Payload context = Payload.wrap(MemberJson.write(member).getBytes(UTF_8));
            Step step = new Step(StepKind.ADD_VOTER, member.id());
            MembershipChange change = new MembershipChange(Transition.AUTO, List.of(step), context);
            Payload data = MembershipChangeCodec.encode(EntryType.CHANGE, change);
            entries.add(new Entry(EntryType.CHANGE, TERM, entries.size() + 1L, data));
        }
        return entries;
    }

    private static ClusterState state(Founding founding) {
        Map<Long, Member> members =
                founding.members().stream().collect(Collectors.toMap(Member::id, Function.identity()));
        return new ClusterState(members, Set.of(), "");
    }
}
