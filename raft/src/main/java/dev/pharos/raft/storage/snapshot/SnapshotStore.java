package dev.pharos.raft.storage.snapshot;

import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.codec.ProtoWriter;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps snapshots, a file each. The contract with the log: save first, then write the marker; purge only
 * what is older than a marker that is durable. Then every marker from which the log may be read has its
 * file.
 */
public final class SnapshotStore {
    private static final System.Logger LOG = System.getLogger(SnapshotStore.class.getName());
    private static final Comparator<EntryId> NEWEST_FIRST = Comparator.comparingLong(EntryId::index)
            .thenComparingLong(EntryId::term)
            .reversed();
    private static final String UNFINISHED = ".tmp";
    private static final String BROKEN = ".broken";
    private static final int MAX_FILE_BYTES = Integer.MAX_VALUE - 64;

    private final Disk disk;

    public SnapshotStore(Disk disk) {
        this.disk = disk;
    }

    /** The snapshot is durable when this returns. */
    public void save(Snapshot snapshot) {
        String name = SnapshotName.of(snapshot.at());
        String unfinished = name + UNFINISHED;
        ProtoWriter content = SnapshotFile.encode(snapshot);
        try (DiskFile file = disk.create(unfinished)) {
            file.write(ByteBuffer.wrap(content.array(), 0, content.size()), 0);
            file.sync();
        }
        disk.rename(unfinished, name);
        disk.syncDirectory();
    }

    /** Empty when there is no such file or it is broken; a broken one is put aside under another name. */
    public Optional<Snapshot> load(EntryId at) {
        String name = SnapshotName.of(at);
        if (!disk.list().contains(name)) {
            return Optional.empty();
        }
        try {
            Snapshot snapshot = SnapshotFile.decode(content(name));
            if (!snapshot.at().equals(at)) {
                throw new MalformedRecord("the file holds the snapshot at " + snapshot.at());
            }
            return Optional.of(snapshot);
        } catch (MalformedRecord e) {
            LOG.log(System.Logger.Level.WARNING, "{0}/{1} is put aside: {2}", disk.location(), name, e.getMessage());
            disk.rename(name, name + BROKEN);
            disk.syncDirectory();
            return Optional.empty();
        }
    }

    /**
     * The newest of {@code markers} whose file can be used; or none. It is the index that counts: an own
     * snapshot may be marked after a newer one was installed.
     */
    public Snapshot newestUsable(List<EntryId> markers) {
        return markers.stream()
                .sorted(NEWEST_FIRST)
                .flatMap(marker -> load(marker).stream())
                .findFirst()
                .orElse(Snapshot.NONE);
    }

    /** Where the stored snapshots stand, newest first. */
    public List<EntryId> stored() {
        return disk.list().stream()
                .flatMap(name -> SnapshotName.parse(name).stream())
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** Deletes all but the newest {@code count} snapshots. */
    public void keepNewest(int count) {
        stored().stream().skip(count).forEach(old -> disk.delete(SnapshotName.of(old)));
        disk.syncDirectory();
    }

    /**
     * Deletes what a crash left unfinished, and the snapshots that none of the log's {@code markers} names:
     * nobody relies on them, and {@link #keepNewest} must not count them.
     */
    public void keepMarked(Collection<EntryId> markers) {
        for (String name : disk.list()) {
            boolean orphan =
                    SnapshotName.parse(name).filter(at -> !markers.contains(at)).isPresent();
            if (orphan || name.endsWith(UNFINISHED)) {
                disk.delete(name);
            }
        }
        disk.syncDirectory();
    }

    private Payload content(String name) {
        try (DiskFile file = disk.open(name)) {
            long size = file.size();
            if (size > MAX_FILE_BYTES) {
                throw StorageFailure.of(name + " of " + size + " bytes is too large");
            }
            byte[] bytes = new byte[(int) size];
            int count = file.read(ByteBuffer.wrap(bytes), 0);
            if (count < size) {
                throw StorageFailure.at(name, count, "the file ends before its size");
            }
            return Payload.wrap(bytes);
        }
    }
}
